package dev.tideline.cli.quickstart;

import java.time.Duration;

/** Lets things happen at a steady rate. For one thread. */
final class Pace {
    private final long intervalNanos;
    private long next;

    Pace(int aSecond) {
        this.intervalNanos = 1_000_000_000L / aSecond;
        this.next = System.nanoTime() + intervalNanos;
    }

    /** How long until the next may happen; none when it may. */
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, next - System.nanoTime()));
    }

    /** Whether the next may happen now; then the one after it is due an interval later. */
    boolean isDue() {
        if (System.nanoTime() < next) {
            return false;
        }
        next = Math.max(next + intervalNanos, System.nanoTime() - intervalNanos);
        return true;
    }
}
