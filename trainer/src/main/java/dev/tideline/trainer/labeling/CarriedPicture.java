package dev.tideline.trainer.labeling;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabeledImage;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What an event says of its picture, in the terms of {@link LabeledImage}: {@code picture} or, for a claim check,
 * {@code uri}, {@code sha256} and {@code length}; the others are null as they are there.
 */
record CarriedPicture(String source, ByteBuffer picture, String uri, String sha256, Long length) {

    /** Empty for an event that carries no picture, and for any other type of event. */
    static Optional<CarriedPicture> of(SpecificRecord event) {
        if (event instanceof ImageEvent image) {
            return present(new CarriedPicture(
                    image.getSource(), image.getPicture(), image.getUri(), image.getSha256(), image.getLength()));
        }
        if (event instanceof LabeledImage image) {
            return present(new CarriedPicture(
                    image.getSource(), image.getPicture(), image.getUri(), image.getSha256(), image.getLength()));
        }
        if (event instanceof FeedbackEvent feedback) {
            return present(new CarriedPicture("", feedback.getPicture(), null, null, null));
        }
        return Optional.empty();
    }

    private static Optional<CarriedPicture> present(CarriedPicture carried) {
        boolean inEvent = carried.picture != null && carried.picture.hasRemaining();
        return inEvent || carried.uri != null ? Optional.of(carried) : Optional.empty();
    }

    LabeledImage labeled(String imageId, Label label, Optional<Prediction> prediction) {
        return LabeledImage.newBuilder()
                .setImageId(imageId)
                .setLabel(label.label())
                .setLabeledAt(label.labeledAt())
                .setLabeledBy(label.labeledBy())
                .setSource(source)
                .setPicture(picture)
                .setUri(uri)
                .setSha256(sha256)
                .setLength(length)
                .setPrediction(prediction.map(Prediction::event).orElse(null))
                .build();
    }
}
