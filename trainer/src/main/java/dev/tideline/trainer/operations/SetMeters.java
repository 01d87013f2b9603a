package dev.tideline.trainer.operations;

import dev.tideline.trainer.drift.ErrorRate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What the training set is like, as meters. A label's values must not grow without end, whatever people call their
 * pictures and however many versions there were: the commonest labels and the newest versions are shown.
 *
 * <p>Threading: {@link #show} is for one thread; the meters are read by others.
 */
final class SetMeters {
    /** More classes than any dashboard has lines. */
    static final int SHOWN_LABELS = 200;

    static final int SHOWN_VERSIONS = 5;

    private final MultiGauge pictures;
    private final MultiGauge errors;
    private final MultiGauge tests;
    private volatile int newLabels;
    private volatile Optional<Instant> lastRun = Optional.empty();

    SetMeters(MeterRegistry registry) {
        pictures = MultiGauge.builder(MeterNames.SET_PICTURES)
                .description("Pictures of the training set, by their newest label")
                .register(registry);
        errors = MultiGauge.builder(MeterNames.ERROR)
                .description("Share of a version's predictions that people's labels contradict")
                .register(registry);
        tests = MultiGauge.builder(MeterNames.ERROR_TESTS)
                .description("Predictions of a version that people labelled since")
                .register(registry);
        Gauge.builder(MeterNames.NEW_LABELS, () -> newLabels)
                .description("Labels that are new or changed since the last run")
                .register(registry);
        TimeGauge.builder(MeterNames.LAST_RUN_AGE, this::secondsSinceLastRun, TimeUnit.SECONDS)
                .description("Since the end of the last run")
                .register(registry);
    }

    void show(SetFigures figures) {
        newLabels = figures.newLabels();
        lastRun = figures.lastRun();
        pictures.register(rows(commonest(figures.pictures()), MeterNames.LABEL_LABEL, Function.identity()), true);
        List<Map.Entry<Integer, ErrorRate>> newest = newest(figures.errors());
        errors.register(rows(newest, MeterNames.VERSION_LABEL, ErrorRate::share), true);
        tests.register(rows(newest, MeterNames.VERSION_LABEL, ErrorRate::tests), true);
    }

    private static List<Map.Entry<String, Long>> commonest(Map<String, Long> pictures) {
        return pictures.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN_LABELS)
                .toList();
    }

    private static List<Map.Entry<Integer, ErrorRate>> newest(Map<Integer, ErrorRate> errors) {
        return errors.entrySet().stream()
                .sorted(Map.Entry.<Integer, ErrorRate>comparingByKey().reversed())
                .limit(SHOWN_VERSIONS)
                .toList();
    }

    private static <K, V> List<Row<?>> rows(
            List<Map.Entry<K, V>> entries, String label, Function<V, ? extends Number> number) {
        return entries.stream()
                .<Row<?>>map(entry -> Row.of(Tags.of(label, entry.getKey().toString()), number.apply(entry.getValue())))
                .toList();
    }

    private double secondsSinceLastRun() {
        return lastRun.map(end -> Duration.between(end, Instant.now()).toMillis() / 1e3)
                .orElse(Double.NaN);
    }
}
