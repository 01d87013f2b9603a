package dev.tideline.classifier.guarantees;

import dev.tideline.events.ModelVersion;
import dev.tideline.events.PredictionEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The version that a prediction names had been published before the prediction was made. */
record VersionExisted() implements ProcessingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        Map<Integer, Instant> published = evidence.versions().stream()
                .collect(Collectors.toMap(ModelVersion::getVersion, ModelVersion::getCreatedAt));
        List<String> offenders = evidence.allPredictions()
                .filter(prediction -> !existed(published.get(prediction.getModelVersion()), prediction))
                .map(prediction -> prediction.getImageId() + " (version " + prediction.getModelVersion() + " at "
                        + prediction.getPredictedAt() + ", published "
                        + published.getOrDefault(prediction.getModelVersion(), Instant.MAX) + ")")
                .toList();
        return ProcessingGuarantee.sentence(
                "predictions name a version that did not exist yet", offenders, evidence.count());
    }

    private static boolean existed(Instant published, PredictionEvent prediction) {
        return published != null && !prediction.getPredictedAt().isBefore(published);
    }
}
