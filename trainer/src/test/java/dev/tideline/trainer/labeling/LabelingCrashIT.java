package dev.tideline.trainer.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.schemas.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelingCrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PICTURES = 60;

    /** Before which record of labeled-images the join dies, by the beginning of its key; before any of its sends if empty. */
    private static final List<String> DEATHS = List.of("early label", "", "corrected", "again");

    /** Fewer than what a round's pictures need. */
    private static final int SENDS = 400;

    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    private final Instant start = Instant.now();
    private final Instant later = start.plusSeconds(1);
    private final Instant muchLater = start.plusSeconds(2);
    private final Map<String, String> expected = new TreeMap<>();
    private final Random random = new Random(7);
    private JoinTopics topics;

    @BeforeEach
    void start() {
        topics = new JoinTopics(folder.resolve("cluster"));
    }

    @AfterEach
    void stop() {
        topics.close();
    }

    @Test
    void betweenWhatSendsItDiesTheSetIsWhatTheRulesSayAndNothingIsJoinedTwiceAlsoWithoutTheDisk() throws Exception {
        for (int death = 0; death < DEATHS.size(); death++) {
            for (int i = 0; i < PICTURES; i++) {
                happen(death + " " + i);
            }
            topics.flush();
            String state = death < DEATHS.size() / 2 ? "state" : "state " + death;
            try (ChildJvm join = join(state, random.nextInt(SENDS), DEATHS.get(death))) {
                assertThat(join.endsWithin(PATIENCE)).isTrue();
                assertThat(join.awaitEnd()).isEqualTo(KILLED);
            }
        }
        try (ChildJvm join = join("last state", Integer.MAX_VALUE, "")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(join.isAlive()).isTrue();
                assertThat(topics.set()).isEqualTo(expected);
            });
        }
        assertThat(topics.joined()).doesNotHaveDuplicates();
    }

    /** What happens to some pictures, so that it does not matter in which order the join reads feedback and images. */
    private void happen(String name) {
        topics.label("early label " + name, "cat", start);
        topics.picture("early label " + name, "it", start);
        expected.put("early label " + name, "cat: it");

        topics.picture("corrected " + name, "it", start);
        topics.label("corrected " + name, "cat", start);
        topics.label("corrected " + name, "dog", later);
        expected.put("corrected " + name, "dog: it");

        topics.picture("forgotten " + name, "it", start);
        topics.label("forgotten " + name, "cat", start);
        topics.askToForget("forgotten " + name, later);

        topics.labelWithPicture("again " + name, "cat", "it", start);
        topics.askToForget("again " + name, later);
        topics.labelWithPicture("again " + name, "cat", "it again", muchLater);
        topics.label("again " + name, "dog", muchLater);
        expected.put("again " + name, "dog: it again");
    }

    private ChildJvm join(String stateFolder, int sends, String death) throws IOException {
        return ChildJvm.start(
                LabelingCrashIT.class,
                List.of("-Xmx256m"),
                List.of(
                        topics.kafka().bootstrapServers(),
                        topics.kafka().registryUrl(),
                        folder.resolve(stateFolder).toString(),
                        Integer.toString(sends),
                        death),
                folder.resolve("log"));
    }

    /** What dies. Arguments: the brokers, the registry, the state's folder, after how many sends, and before which. */
    public static void main(String[] arguments) {
        Death.atLeast = Integer.parseInt(arguments[3]);
        Death.before = arguments[4];
        new LabelingApplication(
                        JoinTopics.settings(
                                arguments[0],
                                arguments[1],
                                Map.of("producer.interceptor.classes", Death.class.getName())),
                        JoinTopics.labeling(Path.of(arguments[2])),
                        failure -> Runtime.getRuntime().halt(1))
                .start();
    }

    /**
     * Ends the JVM on the spot, as kill -9 does, between two records that the join sends: the broker has all before and
     * nothing after.
     */
    public static final class Death implements ProducerInterceptor<byte[], byte[]> {
        private static int atLeast;
        private static String before;

        private final Semaphore acknowledged = new Semaphore(0);
        private int sent;

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            if (sent >= atLeast && isTheOne(record)) {
                acknowledged.acquireUninterruptibly(sent);
                Runtime.getRuntime().halt(KILLED);
            }
            sent++;
            return record;
        }

        private static boolean isTheOne(ProducerRecord<byte[], byte[]> record) {
            return before.isEmpty()
                    || record.topic().equals("labeled-images")
                            && new String(record.key(), StandardCharsets.UTF_8).startsWith(before);
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            acknowledged.release();
        }

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configs) {}
    }
}
