package dev.tideline.classifier.streams;

import dev.tideline.classifier.engine.Outcome;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabelScore;
import dev.tideline.events.PredictionEvent;
import dev.tideline.model.serving.Classification;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;

/** Records of the topics predictions and shadow-predictions. */
public final class Predictions {
    private static final int SCORES = 5;

    private Predictions() {}

    /** The prediction for a picture, under the key, timestamp and headers of its record. */
    public static Record<byte[], PredictionEvent> of(
            Record<byte[], byte[]> record, ImageEvent image, Outcome.Classified result) {
        Classification classification = result.classification();
        List<LabelScore> scores = classification.top(SCORES).stream()
                .map(best -> new LabelScore(best.label(), best.probability()))
                .toList();
        return record.withValue(PredictionEvent.newBuilder()
                .setImageId(image.getImageId())
                .setSource(image.getSource())
                .setLabel(scores.get(0).getLabel())
                .setConfidence(scores.get(0).getScore())
                .setScores(scores)
                .setModelName(result.modelName())
                .setModelVersion(result.modelVersion())
                .setImagePublishedAt(image.getPublishedAt())
                .setPredictedAt(result.at())
                .build());
    }
}
