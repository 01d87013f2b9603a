package dev.tideline.classifier.guarantees;

import dev.tideline.classifier.BrightnessModel;
import dev.tideline.events.ModelVersion;
import dev.tideline.events.PredictionEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The version that a prediction names is the one that made it: each version of these runs is sure of its answers to a
 * degree of its own.
 */
record MadeByItsVersion() implements ProcessingGuarantee {
    /** Far less than the difference that two versions make, and far more than the arithmetic's. */
    private static final double TOLERANCE = 1e-5;

    @Override
    public List<String> violations(Evidence evidence) {
        Map<Integer, Double> steepness = evidence.versions().stream()
                .collect(Collectors.toMap(ModelVersion::getVersion, version -> version.getMetrics()
                        .get(BrightnessModel.STEEPNESS)));
        List<String> offenders = evidence.allPredictions()
                .filter(prediction -> steepness.containsKey(prediction.getModelVersion()))
                .filter(prediction -> !isBy(steepness.get(prediction.getModelVersion()), prediction))
                .map(prediction -> prediction.getImageId() + " (version " + prediction.getModelVersion()
                        + ", confidence " + prediction.getConfidence() + ")")
                .toList();
        return ProcessingGuarantee.sentence(
                "predictions were made by another version than they name", offenders, evidence.count());
    }

    private static boolean isBy(double steepness, PredictionEvent prediction) {
        int brightness = StreamedPicture.of(prediction.getImageId()).brightness();
        double expected = BrightnessModel.confidence(brightness, steepness);
        return Math.abs(prediction.getConfidence() - expected) <= TOLERANCE;
    }
}
