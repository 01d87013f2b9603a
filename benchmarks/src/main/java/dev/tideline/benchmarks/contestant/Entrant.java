package dev.tideline.benchmarks.contestant;

/** A contestant whose processes are up, and which waits for pictures. For one thread. */
public interface Entrant extends AutoCloseable {
    /**
     * Answers so many pictures as fast as it can.
     *
     * @return pictures a second, see {@link dev.tideline.benchmarks.stream.SteadyRate}
     */
    double answer(int pictures) throws InterruptedException;

    /** Ends its processes. */
    @Override
    void close();
}
