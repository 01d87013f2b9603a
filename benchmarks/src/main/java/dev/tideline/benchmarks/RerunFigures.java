package dev.tideline.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The report of {@code rerun}. Medians over the rounds; the ratio is the median of each round's own.
 *
 * @param firstSeconds to prepare all pictures, with an empty cache
 * @param rerunSeconds to prepare the same pictures, when a run without the later ones has filled the cache
 * @param more pictures that came later
 * @param spread of each figure, by its key
 */
record RerunFigures(
        double firstSeconds,
        double rerunSeconds,
        double rerunVsFirst,
        int more,
        Map<String, Spread> spread,
        List<Round> rounds) {
    /**
     * @param pictures in all sets
     * @param computed those that were not in the cache
     */
    record Preparation(double seconds, int pictures, int computed) {}

    record Round(Preparation first, Preparation rerun) {
        double ratio() {
            return rerun.seconds() / first.seconds();
        }
    }

    /** @param rounds at least one */
    static RerunFigures of(List<Round> rounds, int more) {
        Spread first = spread(rounds, round -> round.first().seconds());
        Spread rerun = spread(rounds, round -> round.rerun().seconds());
        Spread ratio = spread(rounds, Round::ratio);
        Map<String, Spread> spread = new LinkedHashMap<>();
        spread.put("first_seconds", first);
        spread.put("rerun_seconds", rerun);
        spread.put("rerun_vs_first", ratio);
        return new RerunFigures(first.median(), rerun.median(), ratio.median(), more, spread, List.copyOf(rounds));
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }
}
