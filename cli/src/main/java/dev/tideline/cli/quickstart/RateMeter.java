package dev.tideline.cli.quickstart;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count grew lately. For one thread. */
final class RateMeter {
    private static final double NANOS = 1e9;

    private final long windowNanos;
    private final Deque<Reading> readings = new ArrayDeque<>();

    private record Reading(long count, long nanos) {}

    RateMeter(Duration window) {
        this.windowNanos = window.toNanos();
    }

    /** @param nanos of the same clock each time */
    void reading(long count, long nanos) {
        readings.addLast(new Reading(count, nanos));
        while (readings.size() > 2 && nanos - readings.peekFirst().nanos() > windowNanos) {
            readings.removeFirst();
        }
    }

    double perSecond() {
        if (readings.size() < 2) {
            return 0;
        }
        Reading first = readings.peekFirst();
        Reading last = readings.peekLast();
        return last.nanos() == first.nanos()
                ? 0
                : NANOS * (last.count() - first.count()) / (last.nanos() - first.nanos());
    }
}
