package dev.tideline.trainer.labeling;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.LabeledImage;
import java.time.Instant;

/**
 * What a person said a picture shows.
 *
 * @param label without the white space around it, which nobody means: it would start a class of its own
 */
record Label(String label, Instant labeledAt, String labeledBy) {
    Label {
        label = label.strip();
    }

    static Label of(FeedbackEvent feedback) {
        return new Label(feedback.getLabel(), feedback.getLabeledAt(), feedback.getLabeledBy());
    }

    static Label of(LabeledImage image) {
        return new Label(image.getLabel(), image.getLabeledAt(), image.getLabeledBy());
    }

    /** Whether it says nothing: then it is as if there were none. */
    boolean isBlank() {
        return label.isEmpty();
    }

    /** Whether this label, which came later, replaces another: of two given at the same time the one that came last. */
    boolean replaces(Label other) {
        return !labeledAt.isBefore(other.labeledAt) && !equals(other);
    }
}
