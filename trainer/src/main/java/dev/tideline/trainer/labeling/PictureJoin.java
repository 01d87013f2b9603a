package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of the join, over the state of one task: the newest label of a picture meets the picture, whichever comes
 * last, and stands once on labeled-images; a tombstone ends all that was known. docs/architecture.md has them in words.
 *
 * <p>Pictures are not kept in the state, only where they stand: first on images, and from the first label on in the
 * join's own output, which keeps them as long as they are labelled. So a correction finds its picture long after images
 * has forgotten it.
 *
 * <p>What the join writes it reads back later, while it catches up much later. Until then a newer label may be on its
 * way, or a tombstone: what is read back says where the picture stands, and nothing else.
 *
 * <p>Threading: the task's stream thread only.
 */
final class PictureJoin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PictureJoin.class);

    private final int partition;
    private final JoinState state;
    private final LabeledOutput output;
    private final PictureLookup.Factory lookups;
    /** Opened when it is first needed: not every processor needs one. */
    private Optional<PictureLookup> lookup = Optional.empty();

    PictureJoin(ProcessorContext<String, LabeledImage> context, PictureLookup.Factory lookups) {
        this.lookups = lookups;
        partition = context.taskId().partition();
        state = new JoinState(context);
        output = new LabeledOutput(context);
    }

    /**
     * A label came.
     *
     * @param cameAt the time of its record
     * @param own the picture that came with it, if any
     */
    void labelCame(String imageId, Label label, Instant cameAt, Optional<CarriedPicture> own) {
        if (state.isForgotten(imageId, label.labeledAt())) {
            return;
        }
        LabelState newest = state.label(imageId)
                .map(known -> known.with(label, cameAt))
                .orElseGet(() -> LabelState.waiting(label, cameAt));
        if (newest.joined()) {
            return;
        }
        own.or(() -> find(imageId))
                .ifPresentOrElse(
                        picture -> join(imageId, newest.label(), picture), () -> state.putLabel(imageId, newest));
    }

    /** Whether a label waits for this picture. */
    boolean isAwaited(String imageId) {
        return state.label(imageId).filter(known -> !known.joined()).isPresent();
    }

    /** A picture came on images. Of several under one id the first that is labelled stays. */
    void pictureCame(String imageId, Optional<CarriedPicture> picture, PicturePosition position) {
        Optional<LabelState> label = state.label(imageId);
        if (label.filter(LabelState::joined).isPresent() || state.isForgotten(imageId, position.writtenAt())) {
            return;
        }
        if (!standsOn(imageId, PicturePosition.Home.LABELED_IMAGES)) {
            state.putPosition(imageId, position);
        }
        label.ifPresent(waiting -> picture.ifPresent(awaited -> join(imageId, waiting.label(), awaited)));
    }

    /** A picture stands on labeled-images. */
    void labeledPictureCame(Record<String, LabeledImage> record, long offset) {
        Optional<CarriedPicture> picture = CarriedPicture.of(record.value());
        if (picture.isEmpty()) {
            return;
        }
        String imageId = record.key();
        Label label = Label.of(record.value());
        boolean own = output.wrote(record);
        if (state.awaitsTombstone(imageId)) {
            // That tombstone stands behind this record: what is to outlast it must be written again.
            if (!own && !state.isForgotten(imageId, label.labeledAt())) {
                foreignCame(imageId, label, picture.get());
            }
        } else if (own) {
            state.putPosition(imageId, position(record, offset));
            ownCame(imageId, label, picture.get());
        } else if (state.isForgotten(imageId, label.labeledAt())) {
            forgottenCame(imageId);
        } else {
            state.putPosition(imageId, position(record, offset));
            if (state.label(imageId).isPresent()) {
                foreignCame(imageId, label, picture.get());
            } else if (!label.isBlank()) {
                state.putLabel(imageId, LabelState.joined(label));
            }
        }
    }

    private static PicturePosition position(Record<String, LabeledImage> record, long offset) {
        return new PicturePosition(
                PicturePosition.Home.LABELED_IMAGES, offset, Instant.ofEpochMilli(record.timestamp()));
    }

    private void ownCame(String imageId, Label label, CarriedPicture picture) {
        Optional<Label> newest = state.label(imageId).map(LabelState::label);
        if (newest.isEmpty() || label.labeledAt().isAfter(newest.get().labeledAt())) {
            state.putLabel(imageId, LabelState.joined(label));
        } else if (isAwaited(imageId)) {
            join(imageId, newest.get(), picture);
        }
    }

    /** Something of the join's own may follow on the topic: the newest label is written after both. */
    private void foreignCame(String imageId, Label label, CarriedPicture picture) {
        Optional<LabelState> known = state.label(imageId);
        Label newest = known.map(LabelState::label)
                .filter(own -> label.isBlank() || !label.replaces(own))
                .orElse(label);
        if (!newest.isBlank() && !known.equals(Optional.of(LabelState.joined(label)))) {
            join(imageId, newest, picture);
        }
    }

    /**
     * Someone wrote on labeled-images what is forgotten, and it must not be the last that stands there of the picture. A
     * record of the join's own that it has not read back follows behind it; one that it has read back stands before it.
     */
    private void forgottenCame(String imageId) {
        Optional<LabelState> known = state.label(imageId);
        if (known.isPresent() && standsOn(imageId, PicturePosition.Home.LABELED_IMAGES)) {
            find(imageId).ifPresent(picture -> join(imageId, known.get().label(), picture));
        } else if (!known.map(LabelState::written).orElse(false)) {
            writeTombstone(imageId);
        }
    }

    private boolean standsOn(String imageId, PicturePosition.Home home) {
        return state.position(imageId).filter(known -> known.home() == home).isPresent();
    }

    /** Someone asked on feedback to forget a picture. */
    void forgettingAsked(String imageId, Instant at) {
        state.forget(imageId, at);
        writeTombstone(imageId);
    }

    /** A picture was forgotten on labeled-images. */
    void tombstoneCame(Record<String, LabeledImage> record) {
        String imageId = record.key();
        if (output.wrote(record)) {
            state.tombstoneHeard(imageId);
            return;
        }
        boolean wasLabeled = state.label(imageId).isPresent();
        state.forget(imageId, Instant.ofEpochMilli(record.timestamp()));
        if (wasLabeled) {
            // What was joined and not yet read back stands behind that tombstone, and needs one of its own.
            writeTombstone(imageId);
        }
    }

    private void writeTombstone(String imageId) {
        output.writeTombstone(imageId);
        state.tombstoneWritten(imageId);
    }

    private Optional<CarriedPicture> find(String imageId) {
        return state.position(imageId).flatMap(position -> {
            lookup = lookup.or(() -> Optional.of(lookups.open()));
            Optional<CarriedPicture> found = lookup.get().find(imageId, partition, position);
            if (found.isEmpty()) {
                LOG.warn(
                        "The label of picture {} waits: the picture is no longer at offset {} of its partition of {}."
                                + " Publish the picture again, or send the label with it.",
                        imageId,
                        position.offset(),
                        position.home());
            }
            return found;
        });
    }

    private void join(String imageId, Label label, CarriedPicture picture) {
        state.putLabel(imageId, LabelState.joined(label));
        output.write(imageId, picture.labeled(imageId, label));
    }

    @Override
    public void close() {
        lookup.ifPresent(PictureLookup::close);
    }
}
