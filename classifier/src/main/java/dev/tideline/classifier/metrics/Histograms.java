package dev.tideline.classifier.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Timers as histograms of fixed buckets: the same ones in every process and for every version, so that they can be added
 * and compared, and few enough to be kept for each.
 */
final class Histograms {
    /** Of a step on a picture's way. */
    private static final Duration[] STEP =
            millis(1, 2, 5, 10, 20, 50, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000);

    /** Of the whole way: a picture may have waited on its topic for as long as it is kept there. */
    private static final Duration[] WAY = millis(
            10, 20, 50, 100, 150, 200, 300, 500, 750, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000);

    private Histograms() {}

    static Timer.Builder ofStep(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(STEP);
    }

    static Timer.Builder ofWay(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(WAY);
    }

    private static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
