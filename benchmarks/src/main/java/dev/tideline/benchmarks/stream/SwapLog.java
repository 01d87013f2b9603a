package dev.tideline.benchmarks.stream;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Tells the seconds around swaps from the others. A swap's time begins when its version is published, since loading and
 * warming take the machine's time too, and ends a second after the first prediction of that version was seen.
 *
 * <p>Threading: safe from any thread.
 */
public final class SwapLog {
    private static final long SECOND = 1000;

    private final Map<Integer, Long> published = new TreeMap<>();
    private final Map<Integer, Long> firstSeen = new TreeMap<>();
    private final List<Seen> seen = new ArrayList<>();

    private record Seen(long millis, long delayMillis) {}

    /**
     * How pictures fared in one kind of seconds.
     *
     * @param seconds how many there were
     * @param picturesPerSecond predictions that became visible
     * @param slowestSecond the fewest in one second
     */
    public record Fare(int seconds, double picturesPerSecond, int slowestSecond, Percentiles delayMs) {}

    /** @param millis when its publication began, in milliseconds since 1970 */
    public synchronized void published(int version, long millis) {
        published.put(version, millis);
    }

    /** @param version that made the prediction */
    public synchronized void saw(Sighting sighting, int version) {
        firstSeen.putIfAbsent(version, sighting.seenMillis());
        seen.add(new Seen(sighting.seenMillis(), sighting.delayMillis()));
    }

    /** Published versions that have made a prediction. */
    public synchronized int swaps() {
        return (int) published.keySet().stream().filter(firstSeen::containsKey).count();
    }

    /** @param start of the first second, in milliseconds since 1970 */
    public synchronized Fare around(long start, int seconds) {
        return fare(start, seconds, second -> isAroundASwap(start + second * SECOND));
    }

    /** The seconds that are not around a swap. */
    public synchronized Fare away(long start, int seconds) {
        return fare(start, seconds, second -> !isAroundASwap(start + second * SECOND));
    }

    private boolean isAroundASwap(long begin) {
        return published.entrySet().stream()
                .anyMatch(swap -> begin + SECOND > swap.getValue()
                        && begin <= firstSeen.getOrDefault(swap.getKey(), Long.MAX_VALUE - SECOND) + SECOND);
    }

    private Fare fare(long start, int seconds, IntPredicate kind) {
        Map<Integer, Integer> predictions = new TreeMap<>();
        IntStream.range(0, seconds).filter(kind).forEach(second -> predictions.put(second, 0));
        Delays delays = new Delays();
        for (Seen each : seen) {
            int second = (int) Math.floorDiv(each.millis() - start, SECOND);
            if (predictions.computeIfPresent(second, (key, count) -> count + 1) != null) {
                delays.record(each.delayMillis());
            }
        }
        IntSummaryStatistics counts =
                predictions.values().stream().mapToInt(Integer::intValue).summaryStatistics();
        return new Fare(predictions.size(), counts.getAverage(), counts.getMin(), delays.percentiles());
    }
}
