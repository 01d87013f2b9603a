package dev.tideline.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Small in every build; a backlog of 50,000 pictures with {@code -Dtideline.suite=full}. */
class BacklogMemoryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** Of noise, so that it takes about 40 kB: the backlog is several times the heap. */
    private static final int SIDE = 115;

    /** So that whatever is not bounded fills up before it. */
    private static final BrightnessModel SLOWER_THAN_THE_REST = BrightnessModel.of(10, Duration.ofMillis(50));

    /** What Java still compiles and TensorFlow still sets aside; half of the small backlog is 100 MB. */
    private static final int WARMING_UP_MIB = 40;

    /** What more is in flight at one collection than at another. */
    private static final int IN_FLIGHT_MIB = 8;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** @param heapMib all of the heap, touched at the start, so that what grows is no part of it */
    private record Size(int pictures, int heapMib) {
        static Size chosen() {
            return System.getProperty("tideline.suite", "small").equals("full")
                    ? new Size(50_000, 512)
                    : new Size(5_000, 96);
        }

        List<String> javaOptions() {
            return List.of("-Xms" + heapMib + "m", "-Xmx" + heapMib + "m", "-XX:+AlwaysPreTouch");
        }
    }

    @Test
    void memoryDoesNotGrowWithWhatIsWaiting() throws Exception {
        Size size = Size.chosen();
        Path log = folder.resolve("classifier.log");
        try (ClassifierFixture fixture = new ClassifierFixture(folder, 4);
                PredictionLog answers = new PredictionLog(fixture.kafka())) {
            fixture.publishModel(SLOWER_THAN_THE_REST);
            byte[] picture = DrawnPictures.noise(SIDE, SIDE, new Random(1), "png");
            for (int i = 0; i < size.pictures(); i++) {
                fixture.send("picture-" + i, picture);
            }
            fixture.flush();
            try (ClassifierProcess classifier = ClassifierProcess.start(fixture.settings(), size.javaOptions(), log)) {
                int begin = awaitAnswers(answers, size.pictures() / 4, classifier, log);
                int middle = awaitAnswers(answers, size.pictures() / 2, classifier, log);
                int late = awaitAnswers(answers, size.pictures() / 4 * 3, classifier, log);
                int end = awaitAnswers(answers, size.pictures(), classifier, log);

                List<MemorySample> samples = MemorySample.in(log);
                List<MemorySample> second = samples.subList(begin, middle);
                List<MemorySample> fourth = samples.subList(late, end);
                System.out.printf(
                        "Backlog of %d pictures of %d bytes, heap of %d MiB: second quarter %s, least heap %d;"
                                + " fourth quarter %s, least heap %d%n",
                        size.pictures(),
                        picture.length,
                        size.heapMib(),
                        MemorySample.most(second),
                        MemorySample.leastHeap(second),
                        MemorySample.most(fourth),
                        MemorySample.leastHeap(fourth));
                assertThat(MemorySample.most(fourth).resident())
                        .isLessThanOrEqualTo(MemorySample.most(second).resident() + WARMING_UP_MIB);
                assertThat(MemorySample.leastHeap(fourth))
                        .isLessThanOrEqualTo(MemorySample.leastHeap(second) + IN_FLIGHT_MIB);
                assertThat(answers.deadLetters()).isEmpty();
            }
        }
    }

    /** Gives the number of memory samples by then. */
    private static int awaitAnswers(PredictionLog answers, int count, ClassifierProcess classifier, Path log) {
        await().atMost(PATIENCE)
                .failFast("The classifier has ended: see " + log, () -> !classifier.isAlive())
                .until(() -> answers.poll().predictions().size() >= count);
        return MemorySample.in(log).size();
    }
}
