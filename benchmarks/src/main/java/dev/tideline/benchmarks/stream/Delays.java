package dev.tideline.benchmarks.stream;

import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Gathers the delays of predictions.
 *
 * <p>Threading: for one thread.
 */
public final class Delays implements Consumer<Sighting> {
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram millis = new Histogram(SIGNIFICANT_DIGITS);

    @Override
    public void accept(Sighting sighting) {
        record(sighting.delayMillis());
    }

    void record(long delayMillis) {
        millis.recordValue(delayMillis);
    }

    public Percentiles percentiles() {
        return new Percentiles(
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(95),
                millis.getValueAtPercentile(99),
                millis.getMaxValue());
    }
}
