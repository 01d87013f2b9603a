package dev.tideline.benchmarks.contestant;

import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabelScore;
import dev.tideline.events.PredictionEvent;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A model that answers one picture at a time, on the thread that asks. */
record PerRecordModel(ModelSpec spec, PictureDecoder decoder, ImageClassifier network) {
    static PerRecordModel load(ModelBundle bundle) throws IOException {
        ModelSpec spec = bundle.spec();
        return new PerRecordModel(
                spec,
                new PictureDecoder(spec.input().height(), spec.input().width(), DecodeLimits.defaults()),
                ImageClassifier.load(bundle, RuntimeOptions.defaults().withPrecision(Precision.FLOAT32)));
    }

    PredictionEvent classify(ImageEvent image) {
        byte[] picture = new byte[image.getPicture().remaining()];
        image.getPicture().get(picture);
        Classification classification = classify(picture);
        return PredictionEvent.newBuilder()
                .setImageId(image.getImageId())
                .setSource(image.getSource())
                .setLabel(classification.label())
                .setConfidence(classification.confidence())
                .setScores(classification.top(5).stream()
                        .map(score -> new LabelScore(score.label(), score.probability()))
                        .toList())
                .setModelName(spec.name())
                .setModelVersion(spec.version())
                .setImagePublishedAt(image.getPublishedAt())
                .setPredictedAt(Instant.now())
                .build();
    }

    private Classification classify(byte[] picture) {
        try {
            return network.classify(List.of(decoder.decode(picture))).get(0);
        } catch (UndecodablePictureException e) {
            throw new IllegalArgumentException("Take other pictures with --data: " + e.getMessage(), e);
        }
    }
}
