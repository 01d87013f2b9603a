package dev.tideline.benchmarks;

import dev.tideline.benchmarks.ThroughputBenchmark.Contestant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The report of {@code throughput}. Speeds are pictures a second, medians over the rounds; the ratios are medians of
 * each round's own ratio.
 *
 * @param spread of each speed and ratio, by its key
 * @param rounds each round's speeds, by contestant
 */
record ThroughputFigures(
        double ceiling,
        double perRecord,
        double perRecordTuned,
        double exactlyOnce,
        double atLeastOnce,
        double exactlyOnceVsCeiling,
        double exactlyOnceVsPerRecord,
        double exactlyOnceVsPerRecordTuned,
        Map<String, Spread> spread,
        List<Map<String, Double>> rounds,
        Setup setup) {
    static final String VS_CEILING = "exactly_once_vs_ceiling";
    static final String VS_PER_RECORD = "exactly_once_vs_per_record";
    static final String VS_PER_RECORD_TUNED = "exactly_once_vs_per_record_tuned";

    /**
     * What was measured.
     *
     * @param warmUp pictures that each contestant answers before the first round
     * @param pictures a contestant's share of a round
     * @param precision of ours and of the ceiling, unless the classifier distrusts it; the per-record pattern runs in
     *     float32
     * @param settings given to our classifier
     */
    record Setup(
            int warmUp,
            int pictures,
            int partitions,
            String precision,
            String ceilingSetup,
            int ceilingBatchSize,
            Map<String, String> settings) {}

    /** @param rounds at least one, each with all contestants */
    static ThroughputFigures of(List<Map<Contestant, Double>> rounds, Setup setup) {
        Map<String, Spread> spread = new LinkedHashMap<>();
        for (Contestant contestant : Contestant.values()) {
            spread.put(contestant.key(), spread(rounds, round -> round.get(contestant)));
        }
        spread.put(VS_CEILING, ratio(rounds, Contestant.CEILING));
        spread.put(VS_PER_RECORD, ratio(rounds, Contestant.PER_RECORD));
        spread.put(VS_PER_RECORD_TUNED, ratio(rounds, Contestant.PER_RECORD_TUNED));
        return new ThroughputFigures(
                spread.get(Contestant.CEILING.key()).median(),
                spread.get(Contestant.PER_RECORD.key()).median(),
                spread.get(Contestant.PER_RECORD_TUNED.key()).median(),
                spread.get(Contestant.EXACTLY_ONCE.key()).median(),
                spread.get(Contestant.AT_LEAST_ONCE.key()).median(),
                spread.get(VS_CEILING).median(),
                spread.get(VS_PER_RECORD).median(),
                spread.get(VS_PER_RECORD_TUNED).median(),
                spread,
                rounds.stream().map(ThroughputFigures::byKey).toList(),
                setup);
    }

    /** Of exactly-once to another. */
    private static Spread ratio(List<Map<Contestant, Double>> rounds, Contestant other) {
        return spread(rounds, round -> round.get(Contestant.EXACTLY_ONCE) / round.get(other));
    }

    private static Spread spread(
            List<Map<Contestant, Double>> rounds, ToDoubleFunction<Map<Contestant, Double>> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    private static Map<String, Double> byKey(Map<Contestant, Double> round) {
        return round.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().key(), Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    Table table() {
        Table table = new Table("", "median", "min", "max");
        spread.forEach((key, figure) -> {
            String format = key.contains("_vs_") ? "%.3f" : "%.1f";
            table.row(key, shown(format, figure.median()), shown(format, figure.min()), shown(format, figure.max()));
        });
        return table;
    }

    private static String shown(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }
}
