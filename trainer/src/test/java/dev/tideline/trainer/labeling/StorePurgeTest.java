package dev.tideline.trainer.labeling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorePurgeTest {
    private static final int ENTRIES = 100_000;
    private static final Instant NOON = JoinDriver.NOON;

    private final AtomicLong clock = new AtomicLong();
    private final KeyValueStore<String, Long> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("store"), Serdes.String(), Serdes.Long())
            .withLoggingDisabled()
            .build();

    @BeforeEach
    void fill() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        for (long i = 0; i < ENTRIES; i++) {
            store.put(String.format("%06d", i), i);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aLargeBacklogIsRemovedInAStepAsLongAsTimeIsLeft() {
        StorePurge<Long> purge = new StorePurge<>(store, (key, value, now) -> value % 2 == 0, clock::get);

        assertThat(purge.step(NOON)).isEqualTo(ENTRIES / 2);
        assertThat(store.approximateNumEntries()).isEqualTo(ENTRIES / 2);
    }

    @Test
    void aStepEndsWhenItsTimeIsOverAndTheNextGoesOnThere() {
        long tenthOfASecond = TimeUnit.MILLISECONDS.toNanos(100);
        StorePurge<Long> purge =
                new StorePurge<>(store, (key, value, now) -> true, () -> clock.getAndAdd(tenthOfASecond));

        assertThat(purge.step(NOON)).isEqualTo(4);
        assertThat(store.get("000004")).isEqualTo(4);
        assertThat(purge.step(NOON)).isEqualTo(4);
        assertThat(store.get("000008")).isEqualTo(8);
        assertThat(store.approximateNumEntries()).isEqualTo(ENTRIES - 8);
    }
}
