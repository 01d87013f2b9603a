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

/**
 * The bundle of the version that the alias production names, kept at hand for the gate.
 *
 * <p>Threading: the watcher's thread brings bundles; {@link #current} may be called from any other.
 */
final class ProductionModel implements ModelListener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
        Optional<ModelAlias> alias = ModelCatalog.read(kafka).alias(modelName, ModelCatalog.PRODUCTION);
        return alias.isEmpty() ? Optional.empty() : await(alias.get().getVersion());
    }

    /** Why production is to stay as it is, in words; empty while it may move. */
    Optional<String> pinned() {
        return ModelCatalog.read(kafka).pin(modelName).map(Pin::told);
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
