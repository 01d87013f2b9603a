package dev.tideline.trainer.operations;

import dev.tideline.trainer.gate.Objection;
import dev.tideline.trainer.gate.Verdict;
import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * How runs go, as meters. What is of one run is that of the newest, in progress or over.
 *
 * <p>Threading: runs are told of by one thread, one run after the other; the meters are read by others.
 */
final class RunMeters {
    private static final String PROMOTED = "promoted";
    private static final String KEPT_BACK = "kept_back";

    private final Meter.MeterProvider<Counter> runs;
    private final Meter.MeterProvider<Counter> verdicts;
    private final Meter.MeterProvider<Counter> objections;
    private final Counter cached;
    private final Counter computed;
    private final Map<RunPhase, Timer> phases = new EnumMap<>(RunPhase.class);
    private final DoubleSupplier cacheBytes;
    private volatile boolean inProgress;
    private volatile int unreadable;
    private volatile Optional<EpochFigures> epoch = Optional.empty();
    private volatile double cacheBytesNow = Double.NaN;
    /** 0 before there is one. */
    private volatile int newestVersion;

    /**
     * @param modelName the model that is trained
     * @param cacheBytes measures the feature cache; asked at the start and by each run, as it looks at every file
     */
    RunMeters(MeterRegistry registry, String modelName, RunLabels labels, DoubleSupplier cacheBytes) {
        this.cacheBytes = cacheBytes;
        runs = counters(registry, MeterNames.RUNS, "Runs that are over");
        verdicts = counters(registry, MeterNames.VERDICTS, "Candidates that the gate judged");
        objections = counters(registry, MeterNames.OBJECTIONS, "What spoke against candidates");
        Meter.MeterProvider<Counter> pictures =
                counters(registry, MeterNames.RUN_PICTURES, "Pictures that runs learned from");
        cached = pictures.withTag(MeterNames.FEATURES_LABEL, "cached");
        computed = pictures.withTag(MeterNames.FEATURES_LABEL, "computed");
        for (RunPhase phase : RunPhase.values()) {
            phases.put(
                    phase,
                    Timer.builder(MeterNames.RUN_PHASE)
                            .description("How long a run was in a phase")
                            .tag(MeterNames.PHASE_LABEL, phase.text())
                            .register(registry));
        }
        showAtZero(labels);
        gauges(registry, modelName);
    }

    private static Meter.MeterProvider<Counter> counters(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).withRegistry(registry);
    }

    private void showAtZero(RunLabels labels) {
        labels.reasons().forEach(reason -> labels.outcomes().forEach(outcome -> runs(reason, outcome)));
        verdicts.withTag(MeterNames.VERDICT_LABEL, PROMOTED);
        verdicts.withTag(MeterNames.VERDICT_LABEL, KEPT_BACK);
        for (Objection.Kind kind : Objection.Kind.values()) {
            objections.withTag(MeterNames.OBJECTION_LABEL, kind.text());
        }
    }

    private Counter runs(String reason, String outcome) {
        return runs.withTags(MeterNames.REASON_LABEL, reason, MeterNames.OUTCOME_LABEL, outcome);
    }

    private void gauges(MeterRegistry registry, String modelName) {
        gauge(MeterNames.RUN_IN_PROGRESS, "1 while a run is made", meters -> meters.inProgress ? 1 : 0)
                .register(registry);
        gauge(MeterNames.UNREADABLE_PICTURES, "Pictures that the run left out", meters -> meters.unreadable)
                .register(registry);
        gauge(MeterNames.EPOCH, "Epochs that are over", meters -> meters.epoch
                        .map(EpochFigures::epoch)
                        .orElse(0))
                .register(registry);
        ofEpoch(registry, MeterNames.EPOCH_LOSS, "train", EpochFigures::loss);
        ofEpoch(registry, MeterNames.EPOCH_LOSS, "validation", EpochFigures::validationLoss);
        ofEpoch(registry, MeterNames.EPOCH_ACCURACY, "train", EpochFigures::accuracy);
        ofEpoch(registry, MeterNames.EPOCH_ACCURACY, "validation", EpochFigures::validationAccuracy);
        gauge(MeterNames.FEATURE_CACHE, "Size of the feature cache", meters -> meters.cacheBytesNow)
                .baseUnit("bytes")
                .register(registry);
        gauge(
                        MeterNames.NEWEST_VERSION,
                        "The newest version that is known; 0 before there is one",
                        meters -> meters.newestVersion)
                .tag(MeterNames.MODEL_LABEL, modelName)
                .register(registry);
    }

    private void ofEpoch(MeterRegistry registry, String name, String part, ToDoubleFunction<EpochFigures> figure) {
        gauge(name, "Of the last epoch that is over", meters -> meters.epoch
                        .map(figure::applyAsDouble)
                        .orElse(Double.NaN))
                .tag(MeterNames.PART_LABEL, part)
                .register(registry);
    }

    private Gauge.Builder<RunMeters> gauge(String name, String description, ToDoubleFunction<RunMeters> value) {
        return Gauge.builder(name, this, value).description(description).strongReference(true);
    }

    void measureCache() {
        cacheBytesNow = cacheBytes.getAsDouble();
    }

    /** A version is known that was published before. */
    void newestVersion(int version) {
        newestVersion = version;
    }

    /** Counts a run that is about to begin. */
    RunListener of(String reason) {
        return new Current(reason);
    }

    private final class Current implements RunListener {
        private final String reason;
        private Optional<RunPhase> phase = Optional.empty();
        private long phaseBegan;

        private Current(String reason) {
            this.reason = reason;
        }

        @Override
        public void queued(String message) {
            inProgress = true;
            unreadable = 0;
            epoch = Optional.empty();
        }

        @Override
        public void phase(RunPhase next) {
            endPhase();
            phase = Optional.of(next);
            phaseBegan = System.nanoTime();
        }

        private void endPhase() {
            phase.map(phases::get)
                    .ifPresent(timer -> timer.record(System.nanoTime() - phaseBegan, TimeUnit.NANOSECONDS));
            phase = Optional.empty();
        }

        @Override
        public void data(DataFigures figures, int leftOut) {
            unreadable = figures.unreadable().size() + leftOut;
            cached.increment(figures.fromCache());
            computed.increment(figures.count() - figures.fromCache());
            measureCache();
        }

        @Override
        public void epoch(EpochFigures figures) {
            epoch = Optional.of(figures);
        }

        @Override
        public void verdict(Verdict verdict) {
            verdicts.withTag(MeterNames.VERDICT_LABEL, verdict.promoted() ? PROMOTED : KEPT_BACK)
                    .increment();
            verdict.objections().forEach(objection -> objections
                    .withTag(MeterNames.OBJECTION_LABEL, objection.kind().text())
                    .increment());
        }

        @Override
        public void done(int version, String message) {
            newestVersion = version;
        }

        @Override
        public void ended(String outcome) {
            endPhase();
            runs(reason, outcome).increment();
            inProgress = false;
        }
    }
}
