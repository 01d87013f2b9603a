package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import dev.tideline.events.PredictionEvent;
import dev.tideline.events.PriorPrediction;
import java.time.Instant;
import java.util.Optional;

/**
 * What production said of a picture.
 *
 * @param label the label that it found most probable
 * @param madeAt when its answer was there
 */
public record Prediction(String label, String modelName, int modelVersion, Instant madeAt) {
    static Prediction of(PredictionEvent event) {
        return new Prediction(event.getLabel(), event.getModelName(), event.getModelVersion(), event.getPredictedAt());
    }

    /** What was said of a picture before its first label came, if anything. */
    public static Optional<Prediction> before(LabeledImage image) {
        return Optional.ofNullable(image.getPrediction())
                .map(prior -> new Prediction(
                        prior.getLabel(), prior.getModelName(), prior.getModelVersion(), prior.getPredictedAt()));
    }

    PriorPrediction event() {
        return PriorPrediction.newBuilder()
                .setLabel(label)
                .setModelName(modelName)
                .setModelVersion(modelVersion)
                .setPredictedAt(madeAt)
                .build();
    }
}
