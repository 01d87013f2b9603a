package dev.tideline.classifier.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedriveIT {
    private static final Optional<String> ALL = Optional.empty();

    @TempDir
    static Path data;

    private static EmbeddedCluster cluster;

    @TempDir
    Path folder;

    private DeadLetterBox box;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void makeTopics() {
        box = new DeadLetterBox(cluster.bootstrapServers(), cluster.registryUrl());
    }

    @AfterEach
    void close() {
        box.close();
    }

    private List<String> write(int letters, String reason) {
        List<String> keys =
                IntStream.range(0, letters).mapToObj(i -> reason + "-" + i).toList();
        keys.forEach(key -> box.write(key, reason));
        box.flush();
        return keys;
    }

    private RedriveSummary redrive(Optional<String> reason) {
        return Redrive.run(box.kafka(), reason, sent -> {});
    }

    @Test
    void lettersComeBackOnceAsTheyCameAndASecondRedriveGoesOnWhereTheFirstStopped() {
        List<String> keys = write(300, "corrupt");
        assertThat(redrive(ALL).sent()).isEqualTo(Map.of("corrupt", 300L));
        assertThat(box.imageKeys()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(box.images()).allSatisfy(record -> {
            assertThat(record.value()).isEqualTo(DeadLetterBox.valueOf(record.key()));
            assertThat(record.headers()).singleElement().satisfies(header -> assertThat(header.key())
                    .isEqualTo("trace"));
        });

        assertThat(redrive(ALL).sent()).isEmpty();
        box.write("later", "corrupt");
        box.flush();
        assertThat(redrive(ALL).sent()).isEqualTo(Map.of("corrupt", 1L));
        assertThat(box.imageKeys()).hasSize(301).contains("later");
    }

    @Test
    void aRedriveThatIsKilledHalfWayIsFinishedByTheNextOneAndNothingIsDoubled() throws Exception {
        List<String> keys = write(1_000, "corrupt");
        RedriveProcess.runAndDieAfter(450, box.settings(), folder.resolve("log"));
        RedriveProcess.runAndDieAfter(250, box.settings(), folder.resolve("log"));
        assertThat(redrive(ALL).sent().get("corrupt")).isBetween(1L, 600L);

        assertThat(box.imageKeys()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void aSecondRedriveShutsOutTheFirstAndNothingIsDoubled() throws Exception {
        List<String> keys = write(500, "corrupt");
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        CompletableFuture<RedriveSummary> first =
                CompletableFuture.supplyAsync(() -> Redrive.run(box.kafka(), ALL, reason -> {
                    if (sent.incrementAndGet() == 300) {
                        hanging.countDown();
                        awaitQuietly(second);
                    }
                }));
        hanging.await();
        assertThat(redrive(ALL).sent().get("corrupt")).isBetween(300L, 400L);
        second.countDown();

        assertThat(first)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withCauseInstanceOf(KafkaException.class)
                .withMessageContaining("Another redrive has begun");
        assertThat(box.imageKeys()).containsExactlyInAnyOrderElementsOf(keys);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Test
    void aRedriveOfOneReasonPassesTheOthersOverAndTheyAreSentLater() {
        for (int i = 0; i < 20; i++) {
            box.write("c" + i, "corrupt");
            box.write("u" + i, "claim_check_unreachable");
        }
        box.write("elsewhere", "corrupt", "somebody-elses-topic");
        box.flush();

        RedriveSummary unreachable = redrive(Optional.of("claim_check_unreachable"));
        assertThat(unreachable.sent()).isEqualTo(Map.of("claim_check_unreachable", 20L));
        assertThat(unreachable.passedOver()).isEqualTo(Map.of("corrupt", 20L));
        assertThat(unreachable.foreign()).isEqualTo(1);
        assertThat(box.imageKeys()).hasSize(20).allMatch(key -> key.startsWith("u"));
        assertThat(redrive(Optional.of("claim_check_unreachable")).sent()).isEmpty();

        box.write("u20", "claim_check_unreachable");
        box.flush();
        assertThat(redrive(ALL).sent()).isEqualTo(Map.of("corrupt", 20L, "claim_check_unreachable", 1L));
        assertThat(redrive(ALL).sent()).isEmpty();
        assertThat(box.imageKeys()).hasSize(41).doesNotHaveDuplicates().doesNotContain("elsewhere");
        assertThat(DeadLetterList.newest(box.kafka(), 100))
                .allMatch(letter -> letter.redriven() != letter.imageId().equals("elsewhere"));
    }

    @Test
    void aLetterThatCameCompressedAndIsLargerThanImagesTakesComesBackToo() {
        String large = "x".repeat(Topics.MAX_PICTURE_RECORD_BYTES + 100_000);
        box.write("large", "corrupt", box.kafka().topics().images().name(), large);
        box.flush();

        redrive(ALL);
        assertThat(box.images()).singleElement().satisfies(record -> assertThat(record.value())
                .isEqualTo(large));
    }

    @Test
    void aDryRunSaysWhatWouldBeSentAndSendsNothing() {
        write(5, "corrupt");
        assertThat(Redrive.plan(box.kafka(), ALL).sent()).isEqualTo(Map.of("corrupt", 5L));
        assertThat(Redrive.plan(box.kafka(), Optional.of("empty")).passedOver()).isEqualTo(Map.of("corrupt", 5L));
        assertThat(box.images()).isEmpty();

        redrive(ALL);
        assertThat(Redrive.plan(box.kafka(), ALL).sent()).isEmpty();
    }

    @Test
    void theNewestLettersAreListedOldestFirstWithWhatIsKnownOfThem() {
        assertThat(DeadLetterList.newest(box.kafka(), 10)).isEmpty();
        write(30, "corrupt");
        redrive(ALL);
        box.write("newest", "empty");
        box.flush();

        List<DeadLetter> letters = DeadLetterList.newest(box.kafka(), 4);
        assertThat(letters).hasSize(4);
        DeadLetter newest = letters.get(3);
        assertThat(newest.imageId()).isEqualTo("newest");
        assertThat(newest.reason()).isEqualTo("empty");
        assertThat(newest.message()).isEqualTo("what was wrong with newest");
        assertThat(newest.remedy()).isEqualTo("what to do");
        assertThat(newest.source()).isEqualTo(box.kafka().topics().images().name() + "-1@120");
        assertThat(newest.redriven()).isFalse();
        assertThat(letters.subList(0, 3)).allMatch(DeadLetter::redriven);
        assertThat(letters).extracting(DeadLetter::at).isSorted();
        assertThat(DeadLetterList.newest(box.kafka(), 1_000)).hasSize(31);
    }
}
