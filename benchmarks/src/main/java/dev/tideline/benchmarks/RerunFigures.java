package dev.tideline.benchmarks;

import dev.tideline.benchmarks.plot.Axis;
import dev.tideline.benchmarks.plot.Colour;
import dev.tideline.benchmarks.plot.LineChart;
import dev.tideline.benchmarks.plot.LineChart.Line;
import dev.tideline.benchmarks.plot.LineChart.Point;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The report of {@code rerun}.
 *
 * @param more pictures that came later
 * @param sizes a row for each size of the set, smallest first
 */
record RerunFigures(int more, List<OfSize> sizes, List<Check> checks) {
    /** The set for which something is promised, and what: at most so large a share of the first run's time. */
    static final int PROMISED_SIZE = 2000;

    static final double PROMISED_RATIO = 0.10;

    /**
     * @param pictures of the run, in all its parts
     * @param computed those that were not in the cache
     */
    record Preparation(double seconds, int pictures, int computed) {}

    record Round(Preparation first, Preparation rerun) {
        double ratio() {
            return rerun.seconds() / first.seconds();
        }
    }

    /**
     * One size of the set; the ratio is each round's own.
     *
     * @param pictures labelled pictures at the first run
     * @param firstSeconds to prepare them, with an empty cache
     * @param rerunSeconds to prepare them and those that came later, with the first run's cache
     */
    record OfSize(int pictures, Spread firstSeconds, Spread rerunSeconds, Spread rerunVsFirst, List<Round> rounds) {
        static OfSize of(int pictures, List<Round> rounds) {
            return new OfSize(
                    pictures,
                    spread(rounds, round -> round.first().seconds()),
                    spread(rounds, round -> round.rerun().seconds()),
                    spread(rounds, Round::ratio),
                    List.copyOf(rounds));
        }

        private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
            return Spread.of(rounds.stream().mapToDouble(figure).toArray());
        }
    }

    /** @param rounds at least one for each size */
    static RerunFigures of(SortedMap<Integer, List<Round>> rounds, int more) {
        List<OfSize> sizes = rounds.entrySet().stream()
                .map((Map.Entry<Integer, List<Round>> size) -> OfSize.of(size.getKey(), size.getValue()))
                .toList();
        return new RerunFigures(more, sizes, checks(sizes, more));
    }

    private static List<Check> checks(List<OfSize> sizes, int more) {
        return sizes.stream()
                .filter(size -> size.pictures() == PROMISED_SIZE)
                .map(size -> new Check(
                        String.format(
                                Locale.ROOT,
                                "with %d pictures and %d new ones, preparing takes at most %.2f of the first run's",
                                size.pictures(),
                                more,
                                PROMISED_RATIO),
                        size.rerunVsFirst().median() <= PROMISED_RATIO,
                        String.format(Locale.ROOT, "%.3f", size.rerunVsFirst().median())))
                .toList();
    }

    Table table() {
        Table table = new Table("pictures", "first run s", "with " + more + " more s", "ratio", "least", "most");
        for (OfSize size : sizes) {
            table.row(
                    size.pictures(),
                    shown("%.1f", size.firstSeconds().median()),
                    shown("%.1f", size.rerunSeconds().median()),
                    shown("%.3f", size.rerunVsFirst().median()),
                    shown("%.3f", size.rerunVsFirst().min()),
                    shown("%.3f", size.rerunVsFirst().max()));
        }
        return table;
    }

    private static String shown(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }

    LineChart chart() {
        double longest = sizes.stream()
                .mapToDouble(size -> size.firstSeconds().median())
                .max()
                .orElseThrow();
        int largest = sizes.get(sizes.size() - 1).pictures();
        return new LineChart(
                "What a run prepares",
                new Axis("labelled pictures", 0, largest, false),
                new Axis("seconds", 0, longest * 1.05, false),
                List.of(
                        line("first run", Colour.ORANGE, OfSize::firstSeconds),
                        line("run after " + more + " more", Colour.BLUE, OfSize::rerunSeconds)),
                List.of());
    }

    private Line line(String name, Colour colour, Function<OfSize, Spread> figure) {
        return new Line(
                name,
                colour,
                2.5,
                sizes.stream()
                        .map(size ->
                                new Point(size.pictures(), figure.apply(size).median()))
                        .toList());
    }
}
