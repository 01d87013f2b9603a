package dev.tideline.trainer.labeling;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the join's state: removes the positions of pictures that images no longer has, and what production said of them
 * if nobody has labelled them by then; labels whose picture has not come for as long as feedback keeps them; the memory of
 * tombstones when nothing older can come any more; and what was written of pictures of which nothing else is known. What
 * is left is as large as the set itself, and what a retention's time brings.
 *
 * <p>Threading: the task's stream thread only.
 */
final class StatePurge {
    private static final Logger LOG = LoggerFactory.getLogger(StatePurge.class);

    private final StorePurge<PicturePosition> positions;
    private final StorePurge<Prediction> predictions;
    private final StorePurge<LabelState> labels;
    private final StorePurge<Forgotten> forgotten;
    private final StorePurge<OwnWrites> writes;
    private final Duration labelsWait;

    StatePurge(
            KeyValueStore<String, PicturePosition> positions,
            KeyValueStore<String, Prediction> predictions,
            KeyValueStore<String, LabelState> labels,
            KeyValueStore<String, Forgotten> forgotten,
            KeyValueStore<String, OwnWrites> writes,
            LabelingSettings settings) {
        labelsWait = settings.feedbackRetention();
        Duration images = settings.imagesRetention();
        Duration longest = images.compareTo(labelsWait) > 0 ? images : labelsWait;
        this.positions = new StorePurge<>(
                positions,
                (id, position, now) -> position.home() == PicturePosition.Home.IMAGES
                        && position.writtenAt().isBefore(now.minus(images)));
        this.predictions = new StorePurge<>(
                predictions, (id, said, now) -> said.madeAt().isBefore(now.minus(images)) && labels.get(id) == null);
        this.labels = new StorePurge<>(labels, (id, label, now) -> label.waitingSince()
                .filter(since -> since.isBefore(now.minus(labelsWait)))
                .isPresent());
        this.forgotten =
                new StorePurge<>(forgotten, (id, known, now) -> known.at().isBefore(now.minus(longest)));
        this.writes =
                new StorePurge<>(writes, (id, written, now) -> labels.get(id) == null && forgotten.get(id) == null);
    }

    void step(Instant now) {
        positions.step(now);
        predictions.step(now);
        forgotten.step(now);
        int givenUp = labels.step(now);
        writes.step(now);
        if (givenUp > 0) {
            LOG.warn("Gave up {} labels whose pictures have not come within {}", givenUp, labelsWait);
        }
    }
}
