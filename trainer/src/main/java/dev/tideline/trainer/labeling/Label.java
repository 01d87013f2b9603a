package dev.tideline.trainer.labeling;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.LabeledImage;
import java.time.Instant;

/** What a person said a picture shows. */
record Label(String label, Instant labeledAt, String labeledBy) {
    static Label of(FeedbackEvent feedback) {
        return new Label(feedback.getLabel(), feedback.getLabeledAt(), feedback.getLabeledBy());
    }

    static Label of(LabeledImage image) {
        return new Label(image.getLabel(), image.getLabeledAt(), image.getLabeledBy());
    }

    /** Whether this label, which came later, replaces another: of two given at the same time the one that came last. */
    boolean replaces(Label other) {
        return !labeledAt.isBefore(other.labeledAt) && !equals(other);
    }
}
