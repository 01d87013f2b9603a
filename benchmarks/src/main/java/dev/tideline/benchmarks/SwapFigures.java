package dev.tideline.benchmarks;

import dev.tideline.benchmarks.contestant.BatchTime;
import dev.tideline.benchmarks.stream.SwapLog.Fare;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The report of {@code swap}.
 *
 * @param lost pictures without an answer, in all rounds
 * @param doubled second answers to a picture, in all rounds
 * @param swaps versions that took over, in all rounds
 * @param around the seconds around a swap
 * @param away the others
 * @param delayBySwapInBatches how much longer the longest delay around a swap is than the longest away from one, in
 *     times of a full batch; negative where it is shorter
 */
record SwapFigures(
        int lost,
        int doubled,
        int swaps,
        Spread batchMs,
        Kind around,
        Kind away,
        Spread delayBySwapInBatches,
        Optional<Memory> memory,
        Setup setup) {
    /** @param settings given to our classifier */
    record Setup(int warmUp, double load, int everySeconds, int partitions, Map<String, String> settings) {}

    /** What one round under load measured. */
    record Round(BatchTime batch, double rate, int lost, int doubled, int swaps, Fare around, Fare away) {
        double delayBySwapInBatches() {
            return (around.delayMs().max() - away.delayMs().max()) / batch.millis();
        }
    }

    /** How pictures fared in one kind of seconds. */
    record Kind(Spread picturesPerSecond, Spread slowestSecond, Spread p50Ms, Spread p99Ms, Spread largestDelayMs) {
        static Kind of(List<Fare> rounds) {
            return new Kind(
                    spread(rounds, Fare::picturesPerSecond),
                    spread(rounds, Fare::slowestSecond),
                    spread(rounds, fare -> fare.delayMs().p50()),
                    spread(rounds, fare -> fare.delayMs().p99()),
                    spread(rounds, fare -> fare.delayMs().max()));
        }
    }

    /**
     * Resident memory over many swaps, in megabytes.
     *
     * @param early after the tenth swap, the median of five
     * @param late after the last swap, the median of five
     * @param growth share by which late exceeds early
     * @param afterEachSwap every single figure
     */
    record Memory(int swaps, double early, double late, double growth, List<Double> afterEachSwap) {
        private static final int EARLY = 10;
        private static final int SMOOTHED = 5;

        /** Swaps that are needed to tell early from late. */
        static final int LEAST = 2 * EARLY;

        /** @param megabytes at least {@link #LEAST}, or none */
        static Optional<Memory> of(List<Double> megabytes) {
            if (megabytes.isEmpty()) {
                return Optional.empty();
            }
            double early = medianBefore(megabytes, EARLY);
            double late = medianBefore(megabytes, megabytes.size());
            return Optional.of(new Memory(megabytes.size(), early, late, late / early - 1, megabytes));
        }

        private static double medianBefore(List<Double> megabytes, int end) {
            return Spread.of(megabytes.subList(end - SMOOTHED, end)).median();
        }
    }

    /**
     * @param rounds at least one
     * @param memory empty where it is not measured yet, or the operating system does not tell
     */
    static SwapFigures of(List<Round> rounds, Optional<Memory> memory, Setup setup) {
        return new SwapFigures(
                rounds.stream().mapToInt(Round::lost).sum(),
                rounds.stream().mapToInt(Round::doubled).sum(),
                rounds.stream().mapToInt(Round::swaps).sum(),
                spread(rounds, round -> round.batch().millis()),
                Kind.of(rounds.stream().map(Round::around).toList()),
                Kind.of(rounds.stream().map(Round::away).toList()),
                spread(rounds, Round::delayBySwapInBatches),
                memory,
                setup);
    }

    private static <T> Spread spread(List<T> rounds, ToDoubleFunction<T> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    Table table() {
        Table table = new Table("seconds", "pictures/s", "slowest second", "p50 ms", "p99 ms", "longest ms");
        row(table, "around a swap", around);
        row(table, "away from one", away);
        return table;
    }

    private static void row(Table table, String name, Kind kind) {
        table.row(
                name,
                shown(kind.picturesPerSecond()),
                shown(kind.slowestSecond()),
                shown(kind.p50Ms()),
                shown(kind.p99Ms()),
                shown(kind.largestDelayMs()));
    }

    private static String shown(Spread spread) {
        return String.format(Locale.ROOT, "%.0f", spread.median());
    }
}
