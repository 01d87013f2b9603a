package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import dev.tideline.trainer.labeling.OwnWrites.Awaited;
import dev.tideline.trainer.labeling.OwnWrites.Origin;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The rules of the join, over the state of one task: the newest label of a picture meets the picture, whichever comes
 * last, and stands once on labeled-images; a tombstone ends all that was known. docs/architecture.md has them in words.
 *
 * <p>Pictures are not kept in the state, only where they stand: first on images, and from the first label on in the
 * join's own output, which keeps them as long as they are labelled. So a correction finds its picture long after images
 * has forgotten it.
 *
 * <p>What the join writes it reads back later, while it catches up much later, and what compaction takes meanwhile never.
 * Until then a newer label may be on its way, or a tombstone: what is read back says where the picture stands, and nothing
 * else. What others write counts when it is read; where something of the join's own may stand behind it, what is to last
 * is written again.
 *
 * <p>Threading: the task's stream thread only.
 */
final class PictureJoin implements AutoCloseable {
    private final JoinState state;
    private final LabeledOutput output;
    private final PictureFinder finder;

    PictureJoin(ProcessorContext<String, LabeledImage> context, PictureLookup.Factory lookups) {
        state = new JoinState(context);
        output = new LabeledOutput(context, state);
        finder = new PictureFinder(state, context.taskId().partition(), lookups);
    }

    /**
     * Production said something of a picture. Once there is a label, what it says is no test: it may have learned from it.
     */
    void predictionCame(String imageId, Prediction prediction) {
        if (state.label(imageId).isEmpty() && !state.isForgotten(imageId, prediction.madeAt())) {
            state.putPrediction(imageId, Optional.of(prediction));
        }
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
        Optional<LabelState> before = state.label(imageId);
        if (before.isEmpty()) {
            keepPredictionBefore(imageId, cameAt);
        }
        LabelState newest =
                before.map(known -> known.with(label, cameAt)).orElseGet(() -> LabelState.waiting(label, cameAt));
        if (newest.joined()) {
            return;
        }
        own.or(() -> finder.find(imageId))
                .ifPresentOrElse(
                        picture -> join(imageId, newest.label(), picture), () -> state.putLabel(imageId, newest));
    }

    /** A picture's prediction may be read before its label and yet be made later. */
    private void keepPredictionBefore(String imageId, Instant labelCameAt) {
        if (state.prediction(imageId)
                .filter(said -> said.madeAt().isAfter(labelCameAt))
                .isPresent()) {
            state.putPrediction(imageId, Optional.empty());
        }
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
        if (!standsOnLabeledImages(imageId)) {
            state.putPosition(imageId, position);
        }
        label.ifPresent(waiting -> picture.ifPresent(awaited -> join(imageId, waiting.label(), awaited)));
    }

    private boolean standsOnLabeledImages(String imageId) {
        return state.position(imageId)
                .filter(known -> known.home() == PicturePosition.Home.LABELED_IMAGES)
                .isPresent();
    }

    /** A picture stands on labeled-images. */
    void labeledPictureCame(Record<String, LabeledImage> record, long offset) {
        String imageId = record.key();
        Origin origin = state.hear(imageId, output.number(record));
        Optional<CarriedPicture> picture = CarriedPicture.of(record.value());
        if (picture.isEmpty()) {
            return;
        }
        Label label = Label.of(record.value());
        if (state.isForgotten(imageId, label.labeledAt())) {
            // Whoever wrote it: a backup that is written back may carry the join's own headers.
            forgottenCame(imageId, origin);
        } else if (origin != Origin.EARLIER) {
            state.putPosition(
                    imageId,
                    new PicturePosition(
                            PicturePosition.Home.LABELED_IMAGES, offset, Instant.ofEpochMilli(record.timestamp())));
            if (origin == Origin.LATEST) {
                latestCame(imageId, record.value(), picture.get());
            } else {
                labelOfOthersCame(imageId, record.value(), picture.get());
            }
        }
    }

    private void latestCame(String imageId, LabeledImage image, CarriedPicture picture) {
        Optional<LabelState> known = state.label(imageId);
        if (known.isEmpty()) {
            state.putPrediction(imageId, Prediction.before(image));
            state.putLabel(imageId, LabelState.joined(Label.of(image)));
        } else if (!known.get().joined()) {
            join(imageId, known.get().label(), picture);
        }
    }

    private void labelOfOthersCame(String imageId, LabeledImage image, CarriedPicture picture) {
        Label label = Label.of(image);
        Label newest = state.label(imageId)
                .map(LabelState::label)
                .filter(known -> label.isBlank() || !label.replaces(known))
                .orElse(label);
        if (newest.isBlank()) {
            return;
        }
        boolean counts = newest.equals(label);
        if (counts) {
            state.putPrediction(imageId, Prediction.before(image));
        }
        if (counts && state.awaited(imageId) == Awaited.NOTHING) {
            state.putLabel(imageId, LabelState.joined(label));
        } else {
            join(imageId, newest, picture);
        }
    }

    /** What is forgotten must not be the last that stands on labeled-images of a picture. */
    private void forgottenCame(String imageId, Origin origin) {
        boolean pictureFollows = state.awaited(imageId) == Awaited.PICTURE;
        if (origin == Origin.EARLIER && pictureFollows) {
            return;
        }
        // The picture may have come again after it was forgotten, and be labelled: then that is to be the last.
        Optional<LabelState> label = state.label(imageId);
        Optional<CarriedPicture> picture = label.flatMap(known -> finder.find(imageId));
        if (picture.isPresent()) {
            join(imageId, label.get().label(), picture.get());
        } else if (!pictureFollows) {
            label.filter(LabelState::joined)
                    .ifPresent(lost -> state.putLabel(imageId, LabelState.waiting(lost.label(), output.now())));
            output.writeTombstone(imageId);
        }
    }

    /** Someone asked on feedback to forget a picture. */
    void forgettingAsked(String imageId, Instant at) {
        state.forget(imageId, at);
        output.writeTombstone(imageId);
    }

    /** A picture was forgotten on labeled-images. */
    void tombstoneCame(Record<String, LabeledImage> record) {
        String imageId = record.key();
        if (state.hear(imageId, output.number(record)) != Origin.OTHERS) {
            return;
        }
        state.forget(imageId, Instant.ofEpochMilli(record.timestamp()));
        if (state.awaited(imageId) == Awaited.PICTURE) {
            // What the join wrote and has not read back may stand behind that tombstone, and needs one of its own.
            output.writeTombstone(imageId);
        }
    }

    private void join(String imageId, Label label, CarriedPicture picture) {
        state.putLabel(imageId, LabelState.joined(label));
        output.write(imageId, picture.labeled(imageId, label, state.prediction(imageId)));
    }

    @Override
    public void close() {
        finder.close();
    }
}
