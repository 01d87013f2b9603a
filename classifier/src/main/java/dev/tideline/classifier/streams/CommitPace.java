package dev.tideline.classifier.streams;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a task asks Kafka Streams for a commit. A commit waits for all that is in flight, so the engine runs dry. That
 * costs nothing while there is time between pictures, when people wait for each answer, and speed behind a backlog, when
 * each answer is late anyway. So tasks ask while the process keeps up, and leave it to Kafka Streams' own, longer commit
 * interval while it does not. A rush of pictures, or a swap that takes the processor for a moment, is no backlog yet.
 *
 * <p>One for all tasks of a process, as they share the engine; threading: safe from any thread.
 */
final class CommitPace {
    /** Pictures that wait again and again for that long are a backlog. */
    static final Duration BACKLOG = Duration.ofSeconds(2);

    /**
     * Longer without a picture that waits, and the process has kept up. A commit is shorter, but for a model so slow that
     * the time between commits makes no difference beside the commit's own.
     */
    static final Duration RESPITE = Duration.ofMillis(500);

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    // Guarded by this:
    private long firstWait;
    private long lastWait;

    /** @param interval see {@link StreamSettings#commitInterval()} */
    CommitPace(Duration interval) {
        this(interval, System::nanoTime);
    }

    CommitPace(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        this.lastWait = nanoTime.getAsLong() - RESPITE.toNanos();
        this.firstWait = lastWait;
    }

    /** A picture has to wait for a place. */
    synchronized void pictureWaits() {
        long now = nanoTime.getAsLong();
        if (!isPressed(now)) {
            firstWait = now;
        }
        lastWait = now;
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
    synchronized boolean isDue(long since) {
        long now = nanoTime.getAsLong();
        boolean isBacklog = isPressed(now) && now - firstWait >= BACKLOG.toNanos();
        return now - since >= intervalNanos && !isBacklog;
    }

    private boolean isPressed(long now) {
        return now - lastWait < RESPITE.toNanos();
    }
}
