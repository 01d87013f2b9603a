package dev.tideline.trainer.operations;

import dev.tideline.model.operations.Health;
import dev.tideline.model.operations.HttpSettings;
import dev.tideline.model.operations.ServiceOperations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What a trainer shows of itself: meters and health. The trainer tells it what happens.
 *
 * <p>Threading: {@link #health}, {@link #url}, {@link #joinIs}, {@link #watch} and {@link #stopped} are safe from any
 * thread; runs are told of by one thread, the training set by one; the others are for one at a time.
 */
public final class TrainerOperations implements AutoCloseable {
    private final ServiceOperations shown;
    private final TrainerHealth health = new TrainerHealth();
    private final RunMeters runs;
    private final SetMeters set;
    private volatile Supplier<OptionalInt> production = OptionalInt::empty;
    private volatile BooleanSupplier atWork = () -> false;

    /**
     * @param modelName the model that is trained
     * @param cacheBytes measures the feature cache, or gives NaN
     */
    public TrainerOperations(String modelName, RunLabels labels, DoubleSupplier cacheBytes, HttpSettings http) {
        shown = new ServiceOperations(http);
        runs = new RunMeters(shown.registry(), modelName, labels, cacheBytes);
        set = new SetMeters(shown.registry());
        Gauge.builder(MeterNames.AT_WORK, () -> atWork.getAsBoolean() ? 1 : 0)
                .description("1 for the trainer that makes its model's runs, 0 for one that stands by")
                .register(shown.registry());
        Gauge.builder(MeterNames.PRODUCTION_VERSION, () -> production.get().orElse(0))
                .description("The version that is production; 0 before there is one")
                .tag(MeterNames.MODEL_LABEL, modelName)
                .register(shown.registry());
    }

    /**
     * Starts the server, where there is to be one.
     *
     * @throws dev.tideline.model.operations.HttpException when it cannot listen there
     */
    public void start() {
        runs.measureCache();
        shown.start(health, routes -> {});
    }

    /** Where the server listens, without a slash at the end; empty when there is none. */
    public Optional<String> url() {
        return shown.url();
    }

    public Health health() {
        return health;
    }

    /** Shows the meters of a Kafka client too; whoever made them closes them. */
    public <M extends MeterBinder> M watch(M meters) {
        return shown.show(meters);
    }

    public void joinIs(KafkaStreams.State state) {
        health.joinIs(state);
    }

    /** The newest version of the model when it became this trainer's turn to make runs; 0 for none. */
    public void newestVersion(int version) {
        runs.newestVersion(version);
    }

    /** @param version tells which version is production, without waiting */
    public void production(Supplier<OptionalInt> version) {
        production = version;
    }

    /** @param isAtWork tells whether this trainer is the one that makes runs, without waiting */
    public void atWork(BooleanSupplier isAtWork) {
        atWork = isAtWork;
    }

    /** Hears of a run that is about to begin. */
    public RunListener run(String reason) {
        return runs.of(reason);
    }

    /** The training set was read to its end as of the start. */
    public void caughtUp() {
        health.caughtUp();
    }

    public void set(SetFigures figures) {
        set.show(figures);
    }

    /** The trainer does nothing more; it can still be asked. */
    public void stopped() {
        health.stopped();
    }

    /** Ends the server; harmless when repeated. */
    @Override
    public void close() {
        shown.close();
    }
}
