package dev.tideline.trainer.service;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When to do again what is to be done at most once in an interval; the first time at once. For one thread. */
final class Pace {
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private long last;

    Pace(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        last = nanoTime.getAsLong() - intervalNanos;
    }

    /** Whether to do it now; the interval begins anew then. */
    boolean isDue() {
        long now = nanoTime.getAsLong();
        if (now - last < intervalNanos) {
            return false;
        }
        last = now;
        return true;
    }
}
