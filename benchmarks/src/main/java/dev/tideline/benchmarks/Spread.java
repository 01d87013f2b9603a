package dev.tideline.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/** A figure over several rounds: its median and its extremes, in the figure's own unit. */
public record Spread(double median, double min, double max) {
    /** @throws IllegalArgumentException when there is no value */
    public static Spread of(Collection<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** @throws IllegalArgumentException when there is no value */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("A figure of no rounds has no median");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
