package dev.tideline.trainer.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelingCrashIT {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PICTURES = 200;

    @TempDir
    private Path folder;

    private final List<String> expected = new ArrayList<>();
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
    void whateverIsKilledEveryLabelIsJoinedOnceAlsoWithoutTheDisk() throws Exception {
        for (int i = 0; i < PICTURES; i++) {
            topics.label("early label " + i, "cat", NOON);
            topics.picture("early picture " + i, "it", NOON);
        }
        killAmidst("state", "first");
        killAmidst("state", "second");
        killAmidst("new state", "third");
        for (int i = 0; i < PICTURES; i++) {
            topics.picture("early label " + i, "it", NOON);
            topics.label("early picture " + i, "cat", NOON);
            expected.add("early label " + i + " is cat: it");
            expected.add("early picture " + i + " is cat: it");
        }
        topics.flush();

        Process join = join("newest state");
        try {
            await().atMost(PATIENCE).until(() -> topics.joined().size() >= expected.size());
        } finally {
            kill(join);
        }
        assertThat(topics.joined()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Sends pictures and labels, and kills the join after it has joined some of them. */
    private void killAmidst(String stateFolder, String name) throws Exception {
        int joined = expected.size() + 1 + random.nextInt(PICTURES / 2);
        Process join = join(stateFolder);
        try {
            for (int i = 0; i < PICTURES; i++) {
                topics.picture(name + i, "it", NOON);
                topics.label(name + i, "cat", NOON);
                expected.add(name + i + " is cat: it");
            }
            topics.flush();
            await().atMost(PATIENCE).until(() -> topics.joined().size() >= joined);
        } finally {
            kill(join);
        }
    }

    private Process join(String stateFolder) throws IOException {
        File log = Files.createTempFile(folder, "join", ".log").toFile();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabelingCrashIT.class.getName(),
                        topics.kafka().bootstrapServers(),
                        topics.kafka().registryUrl(),
                        folder.resolve(stateFolder).toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static void kill(Process join) throws InterruptedException {
        join.destroyForcibly().waitFor();
    }

    /** What is killed. */
    public static void main(String[] arguments) {
        new LabelingApplication(
                        JoinTopics.settings(arguments[0], arguments[1]),
                        JoinTopics.labeling(Path.of(arguments[2])),
                        failure -> Runtime.getRuntime().halt(1))
                .start();
    }
}
