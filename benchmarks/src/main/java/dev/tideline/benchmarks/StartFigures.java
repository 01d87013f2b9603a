package dev.tideline.benchmarks;

import dev.tideline.benchmarks.data.Alteration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report of {@code start}: of each set and each start, medians and extremes over the seeds.
 *
 * @param photos that the first set has
 * @param altered pictures of each altered kind that come later
 * @param heldOut pictures of each kind that a model is judged on
 */
record StartFigures(int photos, int altered, int heldOut, List<Summary> summaries, List<Run> runs) {
    /** What a run learns from. */
    enum TrainingSet {
        /** Photos alone. */
        PHOTOS,
        /** The photos, and inverted ones that came later. */
        AND_INVERTED,
        /** The same, and edges that came after these. */
        AND_EDGES,
        /** Of these the newest: no photos any more, as after a budget. */
        NEWEST
    }

    /** What a run starts from. */
    enum Start {
        /** The pretrained base. */
        BASE,
        /** The model that the run before with the same start gave; the first are one and the same. */
        PRODUCTION
    }

    /**
     * A run's figures.
     *
     * @param accuracy on held-out pictures, by kind; fractions of 1
     * @param seconds of training, without the preparation, most of which is cached
     */
    record Run(long seed, TrainingSet set, Start start, Map<Alteration, Double> accuracy, double seconds) {
        Run {
            accuracy = new EnumMap<>(accuracy);
        }
    }

    record Summary(TrainingSet set, Start start, Map<Alteration, Spread> accuracy, Spread seconds) {}

    static StartFigures of(int photos, int altered, int heldOut, List<Run> runs) {
        List<Summary> summaries = runs.stream()
                .collect(Collectors.groupingBy(
                        run -> List.of(run.set(), run.start()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(StartFigures::summary)
                .toList();
        return new StartFigures(photos, altered, heldOut, summaries, List.copyOf(runs));
    }

    String table() {
        Table table = new Table("set", "start", "photos", "inverted", "edges", "seconds");
        for (Summary summary : summaries) {
            table.row(Stream.concat(
                            Stream.of(lowerCase(summary.set()), lowerCase(summary.start())),
                            Stream.concat(
                                    Stream.of(Alteration.values())
                                            .map(kind -> format(
                                                    "%.4f", summary.accuracy().get(kind))),
                                    Stream.of(format("%.1f", summary.seconds()))))
                    .toArray());
        }
        return table.toString();
    }

    private static Summary summary(List<Run> same) {
        Map<Alteration, Spread> accuracy = new EnumMap<>(Alteration.class);
        for (Alteration kind : Alteration.values()) {
            accuracy.put(kind, spread(same, run -> run.accuracy().get(kind)));
        }
        return new Summary(same.get(0).set(), same.get(0).start(), accuracy, spread(same, Run::seconds));
    }

    private static Spread spread(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Spread.of(runs.stream().mapToDouble(figure).toArray());
    }

    private static String format(String format, Spread spread) {
        return String.format(Locale.ROOT, format, spread.median());
    }

    static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
