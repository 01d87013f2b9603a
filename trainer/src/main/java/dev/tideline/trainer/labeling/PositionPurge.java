package dev.tideline.trainer.labeling;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Forgets the positions of pictures that images no longer has, a bounded number a step: a stream thread must not stall. */
final class PositionPurge {
    private static final int STEP = 20_000;

    private final KeyValueStore<String, PicturePosition> positions;
    private final Duration retention;

    /** Where the next step begins; null for the store's beginning. */
    private String next;

    PositionPurge(KeyValueStore<String, PicturePosition> positions, Duration retention) {
        this.positions = positions;
        this.retention = retention;
    }

    void step(Instant now) {
        Instant forgottenBefore = now.minus(retention);
        try (KeyValueIterator<String, PicturePosition> iterator = positions.range(next, null)) {
            for (int seen = 0; seen < STEP && iterator.hasNext(); seen++) {
                KeyValue<String, PicturePosition> entry = iterator.next();
                PicturePosition position = entry.value;
                if (position.home() == PicturePosition.Home.IMAGES
                        && position.writtenAt().isBefore(forgottenBefore)) {
                    positions.delete(entry.key);
                }
            }
            next = iterator.hasNext() ? iterator.peekNextKey() : null;
        }
    }
}
