package dev.tideline.benchmarks.stream;

/**
 * Pictures a second between the moment when the warm-up share was answered and the one when the last was. What the
 * start of a JVM or of a backlog costs is so left out.
 *
 * <p>Threading: safe from any thread.
 */
public final class SteadyRate {
    /** The share of the pictures that does not count. */
    public static final double WARM_UP = 0.5;

    private final int pictures;
    private int answered;
    private int answeredAtStart;
    private long start;
    private long end;

    /** @param pictures how many will be answered in all */
    public SteadyRate(int pictures) {
        this.pictures = pictures;
    }

    /**
     * @param count pictures that were answered since the last call, at least one
     * @param nanos when, as of {@link System#nanoTime()}
     */
    public synchronized void answered(int count, long nanos) {
        answered += count;
        if (answeredAtStart == 0 && answered >= WARM_UP * pictures) {
            answeredAtStart = answered;
            start = nanos;
        }
        end = nanos;
    }

    public synchronized boolean isComplete() {
        return answered >= pictures;
    }

    /** @throws IllegalStateException when all pictures were answered at once, so that there is no time to tell */
    public synchronized double picturesPerSecond() {
        if (end == start) {
            throw new IllegalStateException(
                    "All but a few of " + pictures + " pictures were answered at once. Take more with --pictures.");
        }
        return (answered - answeredAtStart) / ((end - start) / 1e9);
    }
}
