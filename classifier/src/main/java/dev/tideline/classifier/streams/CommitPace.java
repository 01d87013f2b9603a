package dev.tideline.classifier.streams;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a task asks Kafka Streams for a commit. A commit waits for all that is in flight, so the engine runs dry. That
 * costs nothing while there is time between pictures, when people wait for each answer, and speed while pictures queue
 * up, when each answer is late anyway. So tasks ask while the process keeps up, and leave it to Kafka Streams' own, longer
 * commit interval while it does not.
 *
 * <p>One for all tasks of a process, as they share the engine; threading: safe from any thread.
 */
final class CommitPace {
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private volatile long lastWait;

    /** @param interval see {@link StreamSettings#commitInterval()} */
    CommitPace(Duration interval) {
        this(interval, System::nanoTime);
    }

    CommitPace(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        this.lastWait = nanoTime.getAsLong() - intervalNanos;
    }

    /** A picture has to wait for a place. */
    void pictureWaits() {
        lastWait = nanoTime.getAsLong();
    }

    /** This moment, for {@link #isDue}. */
    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * Whether to ask now.
     *
     * @param since {@link #now} when the task took the first picture that is not committed
     */
    boolean isDue(long since) {
        long now = nanoTime.getAsLong();
        return now - since >= intervalNanos && now - lastWait >= intervalNanos;
    }
}
