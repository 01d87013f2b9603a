package dev.tideline.trainer.service;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelListener;
import dev.tideline.model.store.ModelWatcher;
import dev.tideline.model.store.Pin;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundle of the version that the alias production names, kept at hand for the gate.
 *
 * <p>Threading: the watcher's thread brings bundles; {@link #current} may be called from any other.
 */
final class ProductionModel implements ModelListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProductionModel.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PAUSE_SECONDS = 1;

    private final KafkaSettings kafka;
    private final String modelName;
    private final ModelWatcher watcher;
    private OptionalInt settledVersion = OptionalInt.empty();
    private Optional<ModelBundle> bundle = Optional.empty();

    ProductionModel(KafkaSettings kafka, String modelName, Path cache) {
        this.kafka = kafka;
        this.modelName = modelName;
        watcher = ModelWatcher.start(kafka, modelName, ModelCatalog.PRODUCTION, cache, this);
    }

    @Override
    public void onBundle(ModelBundle newest, ModelVersion version, ModelAlias alias) {
        settle(version.getVersion(), Optional.of(newest));
    }

    /** A version that cannot serve is no measure: the gate judges as if there were none. */
    @Override
    public void onRefused(ModelVersion version, ModelAlias alias, String reason) {
        settle(version.getVersion(), Optional.empty());
    }

    @Override
    public synchronized void onRemoved() {
        settledVersion = OptionalInt.empty();
        bundle = Optional.empty();
    }

    private synchronized void settle(int version, Optional<ModelBundle> settled) {
        settledVersion = OptionalInt.of(version);
        bundle = settled;
        notifyAll();
    }

    /** The version that was production when the watcher last looked, whether it can serve or not. */
    synchronized OptionalInt version() {
        return settledVersion;
    }

    /**
     * The version that is production now; waits until its bundle is here.
     *
     * @return empty when there is none that can serve
     * @throws TimeoutException when it did not come in time
     */
    Optional<ModelBundle> current() throws InterruptedException, TimeoutException {
        Optional<ModelAlias> alias = catalog().alias(modelName, ModelCatalog.PRODUCTION);
        return alias.isEmpty() ? Optional.empty() : await(alias.get().getVersion());
    }

    /** Why production is to stay as it is, in words; empty while it may move. */
    Optional<String> pinned() throws InterruptedException {
        return catalog().pin(modelName).map(Pin::told);
    }

    /** While it cannot be read that is tried again: a run must not be lost because a broker was restarted at its end. */
    private ModelCatalog catalog() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return ModelCatalog.read(kafka);
            } catch (RetriableException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.warn("The versions of {} cannot be read now, and are tried again: {}", modelName, e.getMessage());
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            }
        }
    }

    private synchronized Optional<ModelBundle> await(int version) throws InterruptedException, TimeoutException {
        long started = System.nanoTime();
        while (settledVersion.orElse(0) != version) {
            long left = PATIENCE.toNanos() - (System.nanoTime() - started);
            if (left <= 0) {
                throw new TimeoutException("Version " + version + " of model " + modelName
                        + ", which is production, did not come within " + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return bundle;
    }

    @Override
    public void close() {
        watcher.close();
    }
}
