package dev.tideline.benchmarks;

import dev.tideline.benchmarks.contestant.BatchTime;
import dev.tideline.benchmarks.stream.Percentiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The report of {@code latency}; every figure is a median over the rounds.
 *
 * @param maximum pictures a second of ours from a backlog, which loads are shares of
 * @param exactlyOnce ours, by load
 * @param perRecord the usual pattern, at the loads that it could bear in some round
 * @param commitIntervals ours at half load, by commit interval
 */
record LatencyFigures(
        Spread maximum,
        Spread perRecordMaximum,
        int batchSize,
        Spread batchMs,
        List<Delays> exactlyOnce,
        List<Delays> perRecord,
        List<Interval> commitIntervals,
        Setup setup) {
    /** @param settings given to our classifier */
    record Setup(int warmUp, int pictures, double secondsALoad, int partitions, Map<String, String> settings) {}

    /**
     * One contestant at one load in one round.
     *
     * @param load share of our maximum
     * @param rate pictures a second
     */
    record Measured(double load, double rate, Percentiles millis) {}

    /**
     * @param throughput of a backlog, pictures a second
     * @param atHalfLoad of the maximum at the default commit interval
     */
    record MeasuredInterval(long millis, double throughput, Measured atHalfLoad) {}

    /** All that one round measured. */
    record Round(
            BatchTime batch,
            double maximum,
            double perRecordMaximum,
            List<Measured> exactlyOnce,
            List<Measured> perRecord,
            List<MeasuredInterval> commitIntervals) {}

    /**
     * Delays at one load in milliseconds, and the time of a full batch to compare them with.
     *
     * @param spread of each percentile over the rounds
     */
    record Delays(
            double load,
            double rate,
            double p50Ms,
            double p95Ms,
            double p99Ms,
            double maxMs,
            double batchMs,
            Map<String, Spread> spread) {
        static Delays of(List<Measured> rounds, double batchMs) {
            Map<String, Spread> spread = new LinkedHashMap<>();
            spread.put("p50_ms", spreadOf(rounds, measured -> measured.millis().p50()));
            spread.put("p95_ms", spreadOf(rounds, measured -> measured.millis().p95()));
            spread.put("p99_ms", spreadOf(rounds, measured -> measured.millis().p99()));
            spread.put("max_ms", spreadOf(rounds, measured -> measured.millis().max()));
            return new Delays(
                    rounds.get(0).load(),
                    spreadOf(rounds, Measured::rate).median(),
                    spread.get("p50_ms").median(),
                    spread.get("p95_ms").median(),
                    spread.get("p99_ms").median(),
                    spread.get("max_ms").median(),
                    batchMs,
                    spread);
        }
    }

    record Interval(long commitIntervalMs, double throughput, Delays delays) {}

    /** @param rounds at least one */
    static LatencyFigures of(List<Round> rounds, Setup setup) {
        Spread batchMs = spreadOf(rounds, round -> round.batch().millis());
        return new LatencyFigures(
                spreadOf(rounds, Round::maximum),
                spreadOf(rounds, Round::perRecordMaximum),
                rounds.get(0).batch().size(),
                batchMs,
                byLoad(rounds.stream().map(Round::exactlyOnce).toList(), batchMs.median()),
                byLoad(rounds.stream().map(Round::perRecord).toList(), batchMs.median()),
                byInterval(rounds.stream().map(Round::commitIntervals).toList(), batchMs.median()),
                setup);
    }

    private static List<Delays> byLoad(List<List<Measured>> rounds, double batchMs) {
        Map<Double, List<Measured>> loads = new LinkedHashMap<>();
        rounds.forEach(
                round -> round.forEach(measured -> loads.computeIfAbsent(measured.load(), load -> new ArrayList<>())
                        .add(measured)));
        return loads.values().stream()
                .map(measured -> Delays.of(measured, batchMs))
                .toList();
    }

    private static List<Interval> byInterval(List<List<MeasuredInterval>> rounds, double batchMs) {
        Map<Long, List<MeasuredInterval>> intervals = new LinkedHashMap<>();
        rounds.forEach(round -> round.forEach(measured -> intervals
                .computeIfAbsent(measured.millis(), millis -> new ArrayList<>())
                .add(measured)));
        return intervals.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Interval(
                        entry.getKey(),
                        spreadOf(entry.getValue(), MeasuredInterval::throughput).median(),
                        Delays.of(
                                entry.getValue().stream()
                                        .map(MeasuredInterval::atHalfLoad)
                                        .toList(),
                                batchMs)))
                .toList();
    }

    private static <T> Spread spreadOf(List<T> rounds, ToDoubleFunction<T> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    Table table() {
        Table table = new Table("", "load", "pictures/s", "p50 ms", "p95 ms", "p99 ms", "max ms");
        exactlyOnce.forEach(delays -> row(table, "exactly_once", delays));
        perRecord.forEach(delays -> row(table, "per_record", delays));
        commitIntervals.forEach(interval -> row(
                table,
                String.format(
                        Locale.ROOT, "commit every %d ms (%.0f/s)", interval.commitIntervalMs(), interval.throughput()),
                interval.delays()));
        return table;
    }

    private static void row(Table table, String name, Delays delays) {
        table.row(
                name,
                String.format(Locale.ROOT, "%.2f", delays.load()),
                String.format(Locale.ROOT, "%.1f", delays.rate()),
                shown(delays.p50Ms()),
                shown(delays.p95Ms()),
                shown(delays.p99Ms()),
                shown(delays.maxMs()));
    }

    private static String shown(double millis) {
        return String.format(Locale.ROOT, "%.0f", millis);
    }
}
