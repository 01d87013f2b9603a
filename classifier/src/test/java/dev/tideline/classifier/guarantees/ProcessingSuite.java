package dev.tideline.classifier.guarantees;

import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.ClassifierFixture;
import dev.tideline.classifier.ClassifierGroup;
import dev.tideline.classifier.PredictionLog;
import dev.tideline.embedded.testing.BrokerProcess;
import dev.tideline.events.PredictionEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.IsolationLevel;

/**
 * Runs classifiers, a broker and a stream of pictures, kills and restarts what can be killed and restarted, swaps models
 * all along, and hands over what is on the topics when every picture was answered. What must hold then is said by the
 * {@link ProcessingGuarantee}s.
 */
final class ProcessingSuite {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final SuiteSettings settings;
    private final Path folder;
    private final CountDownLatch troubleOver = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Future<?>> tasks = new ArrayList<>();

    /**
     * What happened in a run.
     *
     * @param endedByThemselves the lives of classifiers that ended though nobody killed them
     * @param unanswered pictures that still had no committed answer after the last kill and restart
     * @param undone answers that were written and taken back, as their classifier was killed before it committed them
     */
    record Outcome(
            Evidence evidence,
            int pictures,
            int kills,
            int brokerRestarts,
            int swaps,
            List<String> endedByThemselves,
            long unanswered,
            long undone) {
        /** Number of versions that predicted. */
        long versions() {
            return evidence.allPredictions()
                    .map(PredictionEvent::getModelVersion)
                    .distinct()
                    .count();
        }

        @Override
        public String toString() {
            return pictures + " pictures (" + unanswered + " not answered by the end of the trouble), " + kills
                    + " classifiers and " + brokerRestarts + " brokers gone, " + swaps
                    + " swaps; " + evidence.allPredictions().count() + " predictions by " + versions() + " versions, "
                    + evidence.allDeadLetters().count() + " dead letters, " + undone
                    + " answers undone, ended by themselves " + endedByThemselves;
        }
    }

    private ProcessingSuite(SuiteSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** @param folder for data and logs */
    static Outcome run(SuiteSettings settings, Path folder) throws Exception {
        return new ProcessingSuite(settings, folder).run();
    }

    private Outcome run() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"));
                ClassifierFixture fixture = new ClassifierFixture(folder, broker, settings.partitions());
                ClassifierGroup group = new ClassifierGroup(fixture)) {
            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                return run(broker, fixture, group, threads);
            } finally {
                end.countDown();
                threads.shutdownNow();
                threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private Outcome run(BrokerProcess broker, ClassifierFixture fixture, ClassifierGroup group, ExecutorService threads)
            throws Exception {
        ModelSwaps models = new ModelSwaps(settings, fixture, end);
        models.publishNext();
        List<SupervisedClassifier> classifiers = IntStream.range(0, settings.processes())
                .mapToObj(i -> new SupervisedClassifier("classifier-" + i, settings, fixture, group, folder, end))
                .toList();
        List<Future<List<String>>> lives =
                classifiers.stream().map(threads::submit).toList();
        Future<Integer> pictures = threads.submit(new PictureFeed(settings, fixture, troubleOver));
        Future<Integer> swaps = threads.submit(models);
        Future<Integer> restarts = threads.submit(new BrokerRestarts(settings, broker, group, end));
        tasks.addAll(lives);
        tasks.addAll(List.of(pictures, swaps, restarts));

        awaitThat(() -> restarts.isDone() && classifiers.stream().allMatch(SupervisedClassifier::isKilledOften));
        long unanswered = group.unanswered();
        troubleOver.countDown();
        awaitThat(() -> pictures.isDone() && group.isDone());
        end.countDown();
        List<String> endedByThemselves = new ArrayList<>();
        for (Future<List<String>> life : lives) {
            endedByThemselves.addAll(life.get());
        }
        Evidence evidence = Evidence.read(fixture);
        return new Outcome(
                evidence,
                pictures.get(),
                settings.processes() * settings.killsEach(),
                restarts.get(),
                swaps.get(),
                endedByThemselves,
                unanswered,
                written(fixture) - evidence.answers());
    }

    /** Whoever takes part and fails ends the run. */
    private void awaitThat(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(LOOK_EVERY).until(() -> {
            for (Future<?> task : tasks) {
                if (task.isDone()) {
                    task.get();
                }
            }
            return condition.call();
        });
    }

    /** Number of answers that were written, whether they were committed or not. */
    private static long written(ClassifierFixture fixture) {
        try (PredictionLog log = new PredictionLog(fixture.kafka(), IsolationLevel.READ_UNCOMMITTED)) {
            log.readToEnd();
            return log.predictions().size() + log.deadLetters().size();
        }
    }
}
