package dev.tideline.benchmarks.stream;

import java.util.Random;

/**
 * When pictures arrive that come independently of each other and of their answers: a Poisson process, whose gaps are
 * exponential. The same seed gives the same arrivals.
 */
public final class Arrivals {
    private final Random random;
    private final double nanosApart;
    private double at;

    /** @param rate pictures a second, on average */
    public Arrivals(double rate, long seed) {
        this.random = new Random(seed);
        this.nanosApart = 1e9 / rate;
    }

    /** The next arrival, in nanoseconds since the beginning. */
    public long next() {
        // 1 - [0, 1) has no zero, whose logarithm is infinite.
        at -= Math.log(1 - random.nextDouble()) * nanosApart;
        return (long) at;
    }
}
