package dev.tideline.classifier.shadow;

import dev.tideline.classifier.engine.BatchModel;
import dev.tideline.classifier.engine.Outcome;
import dev.tideline.classifier.serving.ModelLoader;
import dev.tideline.classifier.serving.ServingSettings;
import dev.tideline.classifier.streams.Onlooker;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelListener;
import dev.tideline.model.store.ModelWatcher;
import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version that the alias {@code shadow} names, tried beside production on a share of the pictures, in spare time. It
 * works as well as it can and promises nothing: pictures are dropped when it does not keep up, and whatever fails in it
 * stays in it. Nothing runs while the alias names no version, or the one that is production.
 *
 * <p>Threading: the alias is followed on a watcher's thread, the version runs on its worker's. All other methods may be
 * called from any thread, and only {@link #close} waits, for some seconds at most.
 */
public final class Shadow implements Onlooker, ModelListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    /** Makes a model of a bundle; takes seconds. */
    interface Loading {
        BatchModel load(ModelBundle bundle) throws IOException;
    }

    private record Wish(ModelBundle bundle, int version) {}

    private final ShadowSettings settings;
    private final String modelName;
    private final ShadowShare share;
    private final BooleanSupplier productionIdle;
    private final Loading loader;
    private final Supplier<ShadowOutput> output;

    private Optional<ModelWatcher> watcher = Optional.empty();
    private Optional<Wish> wish = Optional.empty();
    private OptionalInt production = OptionalInt.empty();
    private boolean closed;
    /** Set under the lock, read without it. */
    private volatile Optional<ShadowWorker> worker = Optional.empty();

    Shadow(
            ShadowSettings settings,
            String modelName,
            BooleanSupplier productionIdle,
            Loading loader,
            Supplier<ShadowOutput> output) {
        this.settings = settings;
        this.modelName = modelName;
        this.share = new ShadowShare(settings.share());
        this.productionIdle = productionIdle;
        this.loader = loader;
        this.output = output;
    }

    /**
     * Begins to follow the alias; with a share of 0 there is nothing to follow.
     *
     * @param folder for the bundles, of this shadow alone
     * @param precision the arithmetic of the version's network
     * @param productionIdle whether production has no picture waiting and none on its way; from any thread
     */
    public static Shadow start(
            KafkaSettings kafka,
            ShadowSettings settings,
            String modelName,
            Path folder,
            PrecisionChoice precision,
            BooleanSupplier productionIdle) {
        ServingSettings serving = new ServingSettings(OptionalInt.of(settings.batchSize()), precision);
        Shadow shadow = new Shadow(
                settings,
                modelName,
                productionIdle,
                bundle -> new ModelLoader(serving).load(bundle),
                () -> new ShadowPredictions(kafka));
        if (settings.share() > 0) {
            shadow.follow(kafka, folder);
        }
        return shadow;
    }

    private synchronized void follow(KafkaSettings kafka, Path folder) {
        try {
            watcher = Optional.of(ModelWatcher.start(kafka, modelName, ModelCatalog.SHADOW, folder, this));
        } catch (RuntimeException e) {
            LOG.error("The alias {} cannot be followed: no shadow is tried", ModelCatalog.SHADOW, e);
        }
    }

    /** Says which version production serves from now on. */
    public synchronized void productionServes(int version) {
        production = OptionalInt.of(version);
        settle();
    }

    @Override
    public synchronized void onBundle(ModelBundle bundle, ModelVersion version, ModelAlias alias) {
        wish = Optional.of(new Wish(bundle, version.getVersion()));
        settle();
    }

    @Override
    public void onRefused(ModelVersion version, ModelAlias alias, String reason) {
        LOG.error("Version {} of model {} is refused as shadow: {}", version.getVersion(), modelName, reason);
    }

    @Override
    public synchronized void onRemoved() {
        wish = Optional.empty();
        settle();
    }

    /** Lets the version run that is to run, if any, and no other. */
    private void settle() {
        Optional<Wish> wanted =
                wish.filter(named -> !closed && production.isPresent() && production.getAsInt() != named.version());
        if (worker.map(ShadowWorker::version).equals(wanted.map(Wish::version))) {
            return;
        }
        worker.ifPresent(ShadowWorker::stop);
        worker = wanted.map(this::newWorker);
        worker.ifPresent(ShadowWorker::start);
    }

    private ShadowWorker newWorker(Wish wanted) {
        return new ShadowWorker(
                modelName,
                wanted.version(),
                () -> loader.load(wanted.bundle()),
                output,
                new SpareTime(productionIdle, System::nanoTime),
                settings);
    }

    @Override
    public void classified(Record<byte[], byte[]> record, ImageEvent image, byte[] picture, Outcome.Classified result) {
        try {
            Optional<ShadowWorker> current = worker;
            if (current.isPresent() && share.includes(image.getImageId())) {
                current.get().offer(new ShadowPicture(record.withValue(picture), image));
            }
        } catch (RuntimeException | Error e) {
            // An error too: it would cost production the answer that it has.
            LOG.warn("Picture {} could not be shown to the shadow", image.getImageId(), e);
        }
    }

    /** The version that is to be tried now; a version that is given up counts until its alias is removed. */
    public OptionalInt version() {
        return worker.map(running -> OptionalInt.of(running.version())).orElse(OptionalInt.empty());
    }

    @Override
    public void close() {
        Optional<ModelWatcher> closingWatcher;
        Optional<ShadowWorker> closingWorker;
        synchronized (this) {
            closed = true;
            closingWatcher = watcher;
            closingWorker = worker;
            settle();
        }
        closingWatcher.ifPresent(ModelWatcher::close);
        try {
            if (closingWorker.isPresent()) {
                closingWorker.get().join(PATIENCE_AT_CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
