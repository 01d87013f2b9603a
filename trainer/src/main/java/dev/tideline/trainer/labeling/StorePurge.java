package dev.tideline.trainer.labeling;

import java.time.Instant;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Removes entries from a store, looking at a bounded number a step: a stream thread must not stall. */
final class StorePurge<V> {
    private static final int STEP = 20_000;

    private final KeyValueStore<String, V> store;
    private final BiPredicate<V, Instant> useless;

    /** Where the next step begins; null for the store's beginning. */
    private String next;

    /** @param useless whether an entry can be removed at a time */
    StorePurge(KeyValueStore<String, V> store, BiPredicate<V, Instant> useless) {
        this.store = store;
        this.useless = useless;
    }

    /** @return number of entries that were removed */
    int step(Instant now) {
        int removed = 0;
        try (KeyValueIterator<String, V> iterator = store.range(next, null)) {
            for (int seen = 0; seen < STEP && iterator.hasNext(); seen++) {
                KeyValue<String, V> entry = iterator.next();
                if (useless.test(entry.value, now)) {
                    store.delete(entry.key);
                    removed++;
                }
            }
            next = iterator.hasNext() ? iterator.peekNextKey() : null;
        }
        return removed;
    }
}
