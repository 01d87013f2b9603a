package dev.tideline.trainer.labeling;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the join knows of the pictures of one task: where each stands, its newest label, and whether it was forgotten.
 * The pictures themselves are not in it.
 *
 * <p>Threading: the task's stream thread only.
 */
final class JoinState {
    static final String POSITIONS = "picture-positions";
    static final String LABELS = "labels";
    static final String FORGOTTEN = "forgotten";

    private final KeyValueStore<String, PicturePosition> positions;
    private final KeyValueStore<String, LabelState> labels;
    private final KeyValueStore<String, Forgotten> forgotten;

    JoinState(ProcessorContext<?, ?> context) {
        positions = context.getStateStore(POSITIONS);
        labels = context.getStateStore(LABELS);
        forgotten = context.getStateStore(FORGOTTEN);
    }

    Optional<PicturePosition> position(String imageId) {
        return Optional.ofNullable(positions.get(imageId));
    }

    void putPosition(String imageId, PicturePosition position) {
        positions.put(imageId, position);
    }

    Optional<LabelState> label(String imageId) {
        return Optional.ofNullable(labels.get(imageId));
    }

    void putLabel(String imageId, LabelState label) {
        labels.put(imageId, label);
    }

    /** Whether a tombstone came that is as new as something of the given time, or newer. */
    boolean isForgotten(String imageId, Instant time) {
        Forgotten known = forgotten.get(imageId);
        return known != null && known.covers(time);
    }

    /** Whether a tombstone of the join's own is still to be read back. */
    boolean awaitsTombstone(String imageId) {
        Forgotten known = forgotten.get(imageId);
        return known != null && known.unheard() > 0;
    }

    /** Nothing is known of a picture any more but that it was forgotten. */
    void forget(String imageId, Instant at) {
        positions.delete(imageId);
        labels.delete(imageId);
        forgotten.put(imageId, Forgotten.again(forgotten.get(imageId), at));
    }

    /** A tombstone was written for a picture that is forgotten. */
    void tombstoneWritten(String imageId) {
        forgotten.put(imageId, forgotten.get(imageId).written());
    }

    /** A tombstone that the join wrote was read back. */
    void tombstoneHeard(String imageId) {
        Forgotten known = forgotten.get(imageId);
        if (known != null) {
            forgotten.put(imageId, known.heard());
        }
    }

    /** Removes what cannot matter any more, in steps. */
    StatePurge purge(LabelingSettings settings) {
        return new StatePurge(positions, labels, forgotten, settings);
    }
}
