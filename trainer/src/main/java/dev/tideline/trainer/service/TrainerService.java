package dev.tideline.trainer.service;

import dev.tideline.model.operations.Health;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.gate.Gate;
import dev.tideline.trainer.labeling.LabelingApplication;
import dev.tideline.trainer.operations.RunLabels;
import dev.tideline.trainer.operations.RunListener;
import dev.tideline.trainer.operations.TrainerOperations;
import dev.tideline.trainer.training.FeatureCache;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.Session;

/**
 * The trainer: joins feedback with images into the training set, trains when there is reason to, and publishes what the
 * gate lets through as production. A run that fails is reported on training-runs and does not stop the service; a run
 * that was cut short is repeated after the next start, as long as its labels still ask for it.
 *
 * <p>Of several trainers of one model, each with a data folder of its own, one is at work. The others stand by: they take
 * their part in joining and keep their caches warm, and when the one at work closes, dies or is cut off, one of them takes
 * over and repeats the run in progress. What two of them publish is one sequence of versions, also when one does not know
 * yet that it was replaced.
 *
 * <p>Threading: all methods are safe from any thread. The service has a control thread, a training thread, and those of
 * Kafka; all are daemons, so a program waits with {@link #awaitTermination}.
 */
public final class TrainerService implements AutoCloseable {
    /** What the service is doing. */
    public enum State {
        CREATED,
        /** It is not the trainer that is at work: another one of the model is, or it has not taken over yet. */
        STANDING_BY,
        RUNNING,
        /** Something broke that trying again does not mend; the log says what. */
        FAILED,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
    private static final int PATIENCE_SECONDS = 30;
    private static final Duration SET_INTERVAL = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final TrainerSettings settings;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final DiskCaches caches;
    private final TrainerOperations operations;
    private final AtomicReference<State> state = new AtomicReference<>(State.CREATED);
    /** What to close, last opened first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private volatile TrainingLoop loop;

    public TrainerService(KafkaSettings kafka, TrainerSettings settings) {
        this.kafka = kafka;
        this.settings = settings;
        caches = new DiskCaches(
                new PictureCache(settings.picturesFolder()),
                new FeatureCache(settings.featuresFolder(), settings.training().cacheBytes()));
        operations = new TrainerOperations(
                settings.modelName(),
                new RunLabels(
                        Stream.of(RunReason.values()).map(RunReason::text).toList(),
                        Stream.of(Run.Outcome.values()).map(Run.Outcome::text).toList()),
                caches.features()::bytes,
                settings.http());
    }

    /**
     * Starts in the background.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka or the schema registry cannot be reached; what was begun
     *     is closed again
     * @throws dev.tideline.model.operations.HttpException when metrics and health cannot be served where they should be
     */
    public synchronized void start() {
        if (!state.compareAndSet(State.CREATED, State.RUNNING)) {
            throw new IllegalStateException("The trainer was started before; make a new one");
        }
        try {
            startAll();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startAll() {
        opened(operations).start();
        if (settings.createTopics()) {
            try (Admin admin = kafka.newAdmin()) {
                kafka.topics().create(admin);
            }
        }
        int threads = settings.training().threads();
        if (threads > 0) {
            claimThreads(threads);
        }
        LabelingApplication labeling = opened(new LabelingApplication(kafka, settings.labeling(), this::fail));
        // Only now: the line before takes the folder's lock, so no other trainer is at work in it.
        RunFolder.deleteAll(settings.runsFolder());
        labeling.onState(operations::joinIs);
        opened(operations.watch(labeling.meters()));
        RunJournal journal = opened(new RunJournal(kafka, settings.modelName()));
        ProductionModel production =
                opened(new ProductionModel(kafka, settings.modelName(), settings.productionFolder()));
        operations.production(production::version);
        CachedPictures pictures = opened(new CachedPictures(kafka, caches.pictures(), settings.claims()));
        LabeledSet set = opened(new LabeledSet(kafka, caches));
        opened(operations.watch(set.meters()));
        TrainerGroup group = opened(new TrainerGroup(kafka, settings.group(), settings.sessionTimeout()));
        opened(operations.watch(group.meters()));
        Gate gate = new Gate(new RuntimeOptions(threads, threads, Precision.FLOAT32), settings.gate());
        DatasetRules rules = new DatasetRules(settings.split(), settings.picturesPerClass(), settings.budget());
        RunData data = new RunData(rules, pictures, settings.training().inputSize());
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> daemon(task, "tideline-training"));
        TakeOver takeOver = opened(new TakeOver(
                kafka,
                settings.modelName(),
                publisher -> new Runner(settings, data, run -> listener(run, journal), production, publisher, gate),
                operations::newestVersion));
        opened(() -> awaitEnd(worker));
        ProgressiveValidation validation = new ProgressiveValidation(
                settings.modelName(), settings.retrain().driftConfidence());
        loop = new TrainingLoop(
                set,
                new RequestInbox(kafka, group, settings.modelName()),
                new Leadership(group, worker, takeOver),
                new RetrainPolicy(settings.retrain(), rules, validation),
                production::version,
                worker,
                new SetObserver(validation, operations, new Pace(SET_INTERVAL, System::nanoTime)),
                closing);
        operations.atWork(loop::isAtWork);
        Thread control = daemon(this::control, "tideline-trainer");
        opened(() -> control.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)));
        control.start();
        labeling.start();
    }

    private RunListener listener(Run run, RunJournal journal) {
        return RunListener.all(
                journal.entry(run.id(), run.reason()),
                operations.run(run.reason().text()));
    }

    /**
     * Some of TensorFlow's threads belong to the process, or all of them where nothing gives each session its own: the
     * first session in it decides how many there are.
     */
    private static void claimThreads(int threads) {
        TensorFlowRuntime.load();
        try (Graph empty = new Graph()) {
            RuntimeOptions options = new RuntimeOptions(threads, threads, Precision.FLOAT32);
            new Session(empty, options.toConfigProto()).close();
        }
    }

    private void control() {
        try {
            loop.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        LOG.error("The trainer stops", cause);
        state.compareAndSet(State.RUNNING, State.FAILED);
        operations.stopped();
        closing.countDown();
        terminated.countDown();
    }

    public State state() {
        State now = state.get();
        TrainingLoop started = loop;
        boolean isAtWork = started != null && started.isAtWork();
        return now == State.RUNNING && !isAtWork ? State.STANDING_BY : now;
    }

    /** What has to happen before the next run, for people; empty while a run is made and before the first look. */
    public String waitingFor() {
        TrainingLoop started = loop;
        return started == null ? "" : started.waitingFor();
    }

    /** Where metrics and health can be asked for over HTTP; empty when nowhere. */
    public Optional<String> operationsUrl() {
        return operations.url();
    }

    /** Whether the service is there, and learns or stands by. */
    public Health health() {
        return operations.health();
    }

    /** Waits until the service is closed or has failed. */
    public void awaitTermination() throws InterruptedException {
        terminated.await();
    }

    /** Ends a run in progress at its next step and stops. A service that has failed stays so. */
    @Override
    public void close() {
        operations.stopped();
        closing.countDown();
        state.compareAndSet(State.CREATED, State.CLOSED);
        state.compareAndSet(State.RUNNING, State.CLOSED);
        closeAll();
        terminated.countDown();
    }

    private synchronized void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("A part of the trainer did not close as it should", e);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private static void awaitEnd(ExecutorService worker) throws InterruptedException {
        worker.shutdown();
        if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("The run in progress did not end within {} s", PATIENCE_SECONDS);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
