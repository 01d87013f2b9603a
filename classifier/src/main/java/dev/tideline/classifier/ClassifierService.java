package dev.tideline.classifier;

import dev.tideline.classifier.claim.ClaimDesk;
import dev.tideline.classifier.engine.InferenceEngine;
import dev.tideline.classifier.operations.ClassifierOperations;
import dev.tideline.classifier.serving.LoadedModel;
import dev.tideline.classifier.serving.ModelLoader;
import dev.tideline.classifier.shadow.Shadow;
import dev.tideline.classifier.streams.ClassifierTopology;
import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.operations.Health;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelListener;
import dev.tideline.model.store.ModelWatcher;
import dev.tideline.schemas.serde.RegistryUnavailableException;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classifier: follows the model's alias {@code production} and classifies what comes on {@code images} with the
 * version that it names. Until there is one nothing is consumed. A new version is loaded and probed in the background;
 * when that fails the one before serves on.
 *
 * <p>Threading: all methods are safe from any thread.
 */
public final class ClassifierService implements ModelListener, AutoCloseable {
    /** What the service is doing. */
    public enum State {
        CREATED,
        WAITING_FOR_MODEL,
        RUNNING,
        FAILED,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClassifierService.class);

    private final KafkaSettings kafka;
    private final ClassifierSettings settings;
    /** Used on the watcher's thread alone. */
    private final ModelLoader loader;

    private final ClassifierOperations operations;
    private final CountDownLatch terminated = new CountDownLatch(1);

    private State state = State.CREATED;
    private ProcessFolder folder;
    private ModelWatcher watcher;
    private InferenceEngine engine;
    private ClaimDesk claims;
    private Shadow shadow;
    private KafkaStreams streams;
    private OptionalInt servingVersion = OptionalInt.empty();

    public ClassifierService(KafkaSettings kafka, ClassifierSettings settings) {
        this.kafka = kafka;
        this.settings = settings;
        this.loader = new ModelLoader(settings.serving());
        this.operations = new ClassifierOperations(
                kafka, settings.modelName(), settings.streams().applicationId(), settings.http());
    }

    /**
     * Starts in the background.
     *
     * @throws dev.tideline.model.operations.HttpException when metrics and health cannot be served where they should be
     */
    public synchronized void start() {
        operations.start();
        if (settings.createTopics()) {
            try (Admin admin = kafka.newAdmin()) {
                kafka.topics().create(admin);
            }
        }
        folder = ProcessFolder.create(settings.modelFolder());
        state = State.WAITING_FOR_MODEL;
        watcher = ModelWatcher.start(kafka, settings.modelName(), ModelCatalog.PRODUCTION, folder.path(), this);
    }

    /** Called on the watcher's thread: a stream thread never loads a model. */
    @Override
    public void onBundle(ModelBundle bundle, ModelVersion version, ModelAlias alias) throws IOException {
        long began = System.nanoTime();
        LoadedModel model = loader.load(bundle);
        operations.loaded(Duration.ofNanos(System.nanoTime() - began));
        serve(model, version.getVersion());
    }

    @Override
    public void onRefused(ModelVersion version, ModelAlias alias, String reason) {
        LOG.error("Version {} of model {} is refused: {}", version.getVersion(), version.getName(), reason);
        operations.refused(version, reason);
    }

    @Override
    public void onRemoved() {
        LOG.warn("Model {} has no version in production any more: the last one serves on", settings.modelName());
    }

    private synchronized void serve(LoadedModel model, int version) {
        if (state == State.CLOSED || state == State.FAILED) {
            model.close();
            return;
        }
        if (engine == null) {
            engine = new InferenceEngine(model, settings.engine(), operations.metrics());
            claims = new ClaimDesk(settings.claims());
            shadow = Shadow.start(
                    kafka,
                    settings.shadow(),
                    settings.modelName(),
                    folder.path().resolve(ModelCatalog.SHADOW),
                    settings.serving().precision(),
                    engine::isIdle);
            try {
                startStreams();
            } catch (RuntimeException e) {
                LOG.error("Kafka Streams cannot be started: the classifier stops", e);
                fail();
                return;
            }
            state = State.RUNNING;
        } else {
            engine.swap(model);
        }
        shadow.productionServes(version);
        servingVersion = OptionalInt.of(version);
        operations.serving(model);
        LOG.info("Serving version {} of model {}", version, settings.modelName());
    }

    private void startStreams() {
        Properties config = new Properties();
        config.putAll(settings.streams().streamsConfig(kafka));
        streams = new KafkaStreams(
                ClassifierTopology.build(engine, claims, settings.streams(), kafka, operations.metrics(), shadow),
                config);
        streams.setUncaughtExceptionHandler(this::onUncaught);
        streams.setStateListener((now, before) -> {
            operations.streamsAre(now);
            if (now == KafkaStreams.State.ERROR) {
                fail();
            }
        });
        operations.watch(streams);
        streams.start();
    }

    private StreamThreadExceptionResponse onUncaught(Throwable exception) {
        if (isRegistryUnavailable(exception)) {
            LOG.warn("The schema registry cannot be reached: the records are read again", exception);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("The classifier stops: what it has not committed is classified by the next one", exception);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean isRegistryUnavailable(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException) {
                return true;
            }
        }
        return false;
    }

    private synchronized void fail() {
        if (state != State.CLOSED) {
            state = State.FAILED;
            operations.stopped();
            terminated.countDown();
        }
    }

    public synchronized State state() {
        return state;
    }

    /** The version that new pictures meet; empty before the first one. */
    public synchronized OptionalInt servingVersion() {
        return servingVersion;
    }

    /** Where metrics, health and the served model can be asked for over HTTP; empty when nowhere. */
    public Optional<String> operationsUrl() {
        return operations.url();
    }

    /** Whether the service is there, and classifies. */
    public Health health() {
        return operations.health();
    }

    /** The version that is tried as shadow; empty when there is none. */
    public synchronized OptionalInt shadowVersion() {
        return shadow == null ? OptionalInt.empty() : shadow.version();
    }

    /** Waits until the service is closed or has failed. */
    public void awaitTermination() throws InterruptedException {
        terminated.await();
    }

    /** Finishes and commits what is in flight, then stops. */
    @Override
    public void close() {
        KafkaStreams closingStreams;
        InferenceEngine closingEngine;
        ClaimDesk closingClaims;
        Shadow closingShadow;
        ModelWatcher closingWatcher;
        ProcessFolder closingFolder;
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            if (state != State.FAILED) {
                state = State.CLOSED;
            }
            operations.stopped();
            closingWatcher = watcher;
            closingFolder = folder;
            closingStreams = streams;
            closingEngine = engine;
            closingClaims = claims;
            closingShadow = shadow;
        }
        if (closingWatcher != null) {
            closingWatcher.close();
        }
        if (closingShadow != null) {
            closingShadow.close();
        }
        if (closingStreams != null) {
            closingStreams.close(settings.streams().onClose(kafka));
        }
        if (closingClaims != null) {
            closingClaims.close();
        }
        if (closingEngine != null) {
            closingEngine.close();
        }
        if (closingFolder != null) {
            closingFolder.close();
        }
        operations.close();
        terminated.countDown();
    }
}
