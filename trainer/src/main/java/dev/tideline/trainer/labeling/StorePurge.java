package dev.tideline.trainer.labeling;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Removes entries from a store, for a bounded time a step: a stream thread must not stall. A step begins where the one
 * before ended, and ends with the store at the latest.
 */
final class StorePurge<V> {
    private static final Duration STEP = Duration.ofMillis(500);

    private final KeyValueStore<String, V> store;
    private final Condition<V> useless;
    private final LongSupplier nanoTime;

    /** Where the next step begins; null for the store's beginning. */
    private String next;

    /** Whether an entry can be removed at a time. */
    interface Condition<V> {
        boolean holds(String key, V value, Instant now);
    }

    StorePurge(KeyValueStore<String, V> store, Condition<V> useless) {
        this(store, useless, System::nanoTime);
    }

    /** @param nanoTime a clock as {@link System#nanoTime} */
    StorePurge(KeyValueStore<String, V> store, Condition<V> useless, LongSupplier nanoTime) {
        this.store = store;
        this.useless = useless;
        this.nanoTime = nanoTime;
    }

    /** @return number of entries that were removed */
    int step(Instant now) {
        long started = nanoTime.getAsLong();
        int removed = 0;
        try (KeyValueIterator<String, V> iterator = store.range(next, null)) {
            while (iterator.hasNext() && nanoTime.getAsLong() - started < STEP.toNanos()) {
                KeyValue<String, V> entry = iterator.next();
                if (useless.holds(entry.key, entry.value, now)) {
                    store.delete(entry.key);
                    removed++;
                }
            }
            next = iterator.hasNext() ? iterator.peekNextKey() : null;
        }
        return removed;
    }
}
