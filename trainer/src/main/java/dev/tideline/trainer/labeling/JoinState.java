package dev.tideline.trainer.labeling;

import dev.tideline.trainer.labeling.OwnWrites.Awaited;
import dev.tideline.trainer.labeling.OwnWrites.Origin;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the join knows of the pictures of one task: where each stands, what production said of it before it was labelled,
 * its newest label, whether it was forgotten, and what the join wrote of it. The pictures themselves are not in it.
 *
 * <p>Threading: the task's stream thread only.
 */
final class JoinState {
    static final String POSITIONS = "picture-positions";
    static final String PREDICTIONS = "predictions";
    static final String LABELS = "labels";
    static final String FORGOTTEN = "forgotten";
    static final String WRITES = "own-writes";

    private final KeyValueStore<String, PicturePosition> positions;
    private final KeyValueStore<String, Prediction> predictions;
    private final KeyValueStore<String, LabelState> labels;
    private final KeyValueStore<String, Forgotten> forgotten;
    private final KeyValueStore<String, OwnWrites> writes;

    JoinState(ProcessorContext<?, ?> context) {
        positions = context.getStateStore(POSITIONS);
        predictions = context.getStateStore(PREDICTIONS);
        labels = context.getStateStore(LABELS);
        forgotten = context.getStateStore(FORGOTTEN);
        writes = context.getStateStore(WRITES);
    }

    Optional<PicturePosition> position(String imageId) {
        return Optional.ofNullable(positions.get(imageId));
    }

    void putPosition(String imageId, PicturePosition position) {
        positions.put(imageId, position);
    }

    /** What production said of the picture before its first label came. */
    Optional<Prediction> prediction(String imageId) {
        return Optional.ofNullable(predictions.get(imageId));
    }

    void putPrediction(String imageId, Optional<Prediction> prediction) {
        predictions.put(imageId, prediction.orElse(null));
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

    /** Nothing is known of a picture any more but that it was forgotten, and what was written of it. */
    void forget(String imageId, Instant at) {
        positions.delete(imageId);
        predictions.delete(imageId);
        labels.delete(imageId);
        forgotten.put(imageId, Forgotten.again(forgotten.get(imageId), at));
    }

    /** Something of the picture is written now. Returns its number. */
    long nextWrite(String imageId, Awaited kind) {
        OwnWrites next = written(imageId).next(kind);
        writes.put(imageId, next);
        return next.last();
    }

    /** A record of labeled-images is read that has this number, or none. Says where it comes from. */
    Origin hear(String imageId, OptionalLong number) {
        OwnWrites before = written(imageId);
        OwnWrites after = before.having(number);
        if (!after.equals(before)) {
            writes.put(imageId, after);
        }
        return before.originOf(number);
    }

    /** What the join wrote of the picture that may stand behind what it has read. */
    Awaited awaited(String imageId) {
        return written(imageId).awaited();
    }

    private OwnWrites written(String imageId) {
        return Optional.ofNullable(writes.get(imageId)).orElse(OwnWrites.NONE);
    }

    /** Removes what cannot matter any more, in steps. */
    StatePurge purge(LabelingSettings settings) {
        return new StatePurge(positions, predictions, labels, forgotten, writes, settings);
    }
}
