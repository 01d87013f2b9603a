package dev.tideline.classifier.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;

/** The meters that tell one version of the model from another. Thread-safe. */
final class VersionMeters {
    private static final double[] BATCH_SIZES =
            DoubleStream.iterate(1, size -> size <= 4096, size -> size * 2).toArray();

    private final MeterRegistry registry;
    private final Map<Integer, Meters> byVersion = new ConcurrentHashMap<>();

    record Meters(Counter predictions, Timer inference, DistributionSummary batchSize, Timer endToEnd) {
        List<Meter> all() {
            return List.of(predictions, inference, batchSize, endToEnd);
        }
    }

    VersionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A version's meters, made when they are first asked for. */
    Meters of(int version) {
        return byVersion.computeIfAbsent(version, this::register);
    }

    /** Removes the meters of the other versions: a label's values must not grow with every model that is trained. */
    void keepOnly(IntPredicate kept) {
        byVersion.keySet().stream().filter(version -> !kept.test(version)).forEach(this::remove);
    }

    private void remove(int version) {
        byVersion.computeIfPresent(version, (removed, meters) -> {
            meters.all().forEach(registry::remove);
            return null;
        });
    }

    private Meters register(int version) {
        String label = Integer.toString(version);
        return new Meters(
                Counter.builder(MeterNames.PREDICTIONS)
                        .description("Predictions forwarded")
                        .tag(MeterNames.VERSION_LABEL, label)
                        .register(registry),
                Histograms.ofStep(MeterNames.INFERENCE, "The model's answer to a batch")
                        .tag(MeterNames.VERSION_LABEL, label)
                        .register(registry),
                DistributionSummary.builder(MeterNames.BATCH_SIZE)
                        .description("Pictures in a batch")
                        .tag(MeterNames.VERSION_LABEL, label)
                        .serviceLevelObjectives(BATCH_SIZES)
                        .register(registry),
                Histograms.ofWay(MeterNames.END_TO_END, "From a record's timestamp until its prediction is forwarded")
                        .tag(MeterNames.VERSION_LABEL, label)
                        .register(registry));
    }
}
