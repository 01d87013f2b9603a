package dev.tideline.benchmarks;

import dev.tideline.benchmarks.contestant.Footprint;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The report of {@code scaling}: what one of three things costs while the other two stay as they are. */
record ScalingFigures(List<Point> partitions, List<Point> instances, List<Point> backlog, Setup setup) {
    private static final double MEGABYTE = 1e6;

    /** @param settings given to our classifier */
    record Setup(Map<String, String> settings) {}

    /** What is varied. */
    enum Axis {
        PARTITIONS,
        INSTANCES,
        BACKLOG
    }

    /**
     * @param instances classifier processes
     * @param backlog pictures that wait when they start
     */
    record Case(Axis axis, int partitions, int instances, int backlog) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%d partitions, %d instances, %d pictures", partitions, instances, backlog);
        }
    }

    /** One round of a case; a footprint for each instance. */
    record Measured(double picturesPerSecond, List<Footprint> footprints) {
        /** The largest instance's, in megabytes; empty where it is not known. */
        Optional<Double> peakResidentMb() {
            OptionalLong largest = footprints.stream()
                    .flatMapToLong(footprint -> footprint.residentBytes().stream())
                    .max();
            return largest.isPresent() ? Optional.of(largest.getAsLong() / MEGABYTE) : Optional.empty();
        }

        /** The largest instance's, in megabytes. */
        double peakHeapMb() {
            return footprints.stream().mapToLong(Footprint::heapBytes).max().orElseThrow() / MEGABYTE;
        }
    }

    /** @param peakResidentMb empty where the operating system does not tell */
    record Point(
            int partitions,
            int instances,
            int backlog,
            Spread picturesPerSecond,
            Optional<Spread> peakResidentMb,
            Spread peakHeapMb) {
        static Point of(Case which, Collection<Measured> rounds) {
            List<Double> resident = rounds.stream()
                    .flatMap(measured -> measured.peakResidentMb().stream())
                    .toList();
            return new Point(
                    which.partitions(),
                    which.instances(),
                    which.backlog(),
                    Spread.of(rounds.stream().map(Measured::picturesPerSecond).toList()),
                    resident.isEmpty() ? Optional.empty() : Optional.of(Spread.of(resident)),
                    Spread.of(rounds.stream().map(Measured::peakHeapMb).toList()));
        }
    }

    /** @param rounds at least one for each case, in the order of the cases */
    static ScalingFigures of(Map<Case, List<Measured>> rounds, Setup setup) {
        return new ScalingFigures(
                points(rounds, Axis.PARTITIONS), points(rounds, Axis.INSTANCES), points(rounds, Axis.BACKLOG), setup);
    }

    private static List<Point> points(Map<Case, List<Measured>> rounds, Axis axis) {
        Map<Case, List<Measured>> ofAxis = new LinkedHashMap<>(rounds);
        ofAxis.keySet().removeIf(which -> which.axis() != axis);
        return ofAxis.entrySet().stream()
                .map(entry -> Point.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    Table table() {
        Table table = new Table("", "partitions", "instances", "backlog", "pictures/s", "peak MB", "peak heap MB");
        partitions.forEach(point -> row(table, Axis.PARTITIONS, point));
        instances.forEach(point -> row(table, Axis.INSTANCES, point));
        backlog.forEach(point -> row(table, Axis.BACKLOG, point));
        return table;
    }

    private static void row(Table table, Axis axis, Point point) {
        table.row(
                axis.name().toLowerCase(Locale.ROOT),
                point.partitions(),
                point.instances(),
                point.backlog(),
                shown("%.1f", point.picturesPerSecond()),
                point.peakResidentMb().map(peak -> shown("%.0f", peak)).orElse("?"),
                shown("%.0f", point.peakHeapMb()));
    }

    private static String shown(String format, Spread spread) {
        return String.format(Locale.ROOT, format, spread.median());
    }
}
