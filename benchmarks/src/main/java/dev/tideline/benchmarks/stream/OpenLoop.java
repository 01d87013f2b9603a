package dev.tideline.benchmarks.stream;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends pictures when they are due, whatever became of those before. Each carries the time when it was due, which is at
 * or before its append: when this thread is late, the delay counts, as it would for somebody who waits for an answer.
 *
 * <p>Threading: {@link #run} on a thread of its own; {@link #sent} when it has ended.
 */
public final class OpenLoop implements Runnable {
    private final PictureFeed feed;
    private final Arrivals arrivals;
    private final int firstNumber;
    private final long nanos;
    private int sent;

    /** @param firstNumber of the pictures that are sent */
    public OpenLoop(PictureFeed feed, Arrivals arrivals, int firstNumber, Duration duration) {
        this.feed = feed;
        this.arrivals = arrivals;
        this.firstNumber = firstNumber;
        this.nanos = duration.toNanos();
    }

    @Override
    public void run() {
        long wallClock = System.currentTimeMillis();
        long begin = System.nanoTime();
        for (long due = arrivals.next(); due < nanos; due = arrivals.next()) {
            for (long early = begin + due - System.nanoTime(); early > 0; early = begin + due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            feed.send(firstNumber + sent, wallClock + due / 1_000_000);
            sent++;
        }
        feed.flush();
    }

    public int sent() {
        return sent;
    }
}
