package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of the join, over the state of one task: the newest label of a picture meets the picture, whichever comes
 * last, and stands once on labeled-images.
 *
 * <p>Pictures are not kept in the state, only where they stand: first on images, and from the first label on in the
 * join's own output, which keeps them as long as they are labelled. So a correction finds its picture long after images
 * has forgotten it.
 *
 * <p>Threading: the task's stream thread only.
 */
final class PictureJoin {
    static final String POSITIONS = "picture-positions";
    static final String LABELS = "labels";

    private static final Logger LOG = LoggerFactory.getLogger(PictureJoin.class);

    private final ProcessorContext<String, LabeledImage> context;
    private final KeyValueStore<String, PicturePosition> positions;
    private final KeyValueStore<String, LabelState> labels;

    PictureJoin(ProcessorContext<String, LabeledImage> context) {
        this.context = context;
        positions = context.getStateStore(POSITIONS);
        labels = context.getStateStore(LABELS);
    }

    /**
     * A label came.
     *
     * @param own the picture that came with it, if any
     */
    void labelCame(String imageId, Label label, Optional<CarriedPicture> own, PictureLookup lookup) {
        LabelState known = labels.get(imageId);
        LabelState newest = known == null || label.replaces(known.label()) ? LabelState.waiting(label) : known;
        if (newest.joined()) {
            return;
        }
        own.or(() -> find(imageId, lookup))
                .ifPresentOrElse(picture -> join(imageId, newest.label(), picture), () -> labels.put(imageId, newest));
    }

    /** Whether a label waits for this picture. */
    boolean isAwaited(String imageId) {
        LabelState known = labels.get(imageId);
        return known != null && !known.joined();
    }

    /** A picture came on images. */
    void pictureCame(String imageId, Optional<CarriedPicture> picture, PicturePosition position) {
        PicturePosition known = positions.get(imageId);
        if (known == null || known.home() == PicturePosition.Home.IMAGES) {
            positions.put(imageId, position);
        }
        if (isAwaited(imageId)) {
            picture.ifPresent(awaited -> join(imageId, labels.get(imageId).label(), awaited));
        }
    }

    /** A picture stands on labeled-images: most often this join wrote it, but anyone may. */
    void labeledPictureCame(String imageId, LabeledImage image, PicturePosition position) {
        Optional<CarriedPicture> picture = CarriedPicture.of(image);
        if (picture.isEmpty()) {
            return;
        }
        positions.put(imageId, position);
        Label label = Label.of(image);
        LabelState known = labels.get(imageId);
        if (known == null || label.labeledAt().isAfter(known.label().labeledAt())) {
            labels.put(imageId, LabelState.joined(label));
        } else if (!known.joined()) {
            if (known.label().equals(label)) {
                labels.put(imageId, LabelState.joined(label));
            } else {
                join(imageId, known.label(), picture.get());
            }
        }
    }

    /** Someone forgot a picture on labeled-images. */
    void forget(String imageId) {
        positions.delete(imageId);
        labels.delete(imageId);
    }

    private Optional<CarriedPicture> find(String imageId, PictureLookup lookup) {
        PicturePosition position = positions.get(imageId);
        if (position == null) {
            return Optional.empty();
        }
        Optional<CarriedPicture> found = lookup.find(imageId, context.taskId().partition(), position);
        if (found.isEmpty()) {
            LOG.warn(
                    "The label of picture {} waits: the picture is no longer at offset {} of its partition of {}."
                            + " Publish the picture again, or send the label with it.",
                    imageId,
                    position.offset(),
                    position.home());
        }
        return found;
    }

    private void join(String imageId, Label label, CarriedPicture picture) {
        labels.put(imageId, LabelState.joined(label));
        context.forward(new Record<>(imageId, picture.labeled(imageId, label), context.currentSystemTimeMs()));
    }
}
