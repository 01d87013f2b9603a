package dev.tideline.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.ModelVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssessmentTest {
    @Test
    void aVersionTellsWhyItWasMadeHowItDidAndWhatTheGateDecided() {
        Assessment.Verdict verdict = new Assessment.Verdict(
                false, List.of("forgets", "labels_disagree"), "The candidate is kept back: it forgets");
        Map<String, String> lineage = new HashMap<>(verdict.lineage());
        lineage.put("reason_message", "200 labels are new");

        Assessment told = Assessment.of(version(
                Map.of(
                        "holdout_accuracy", 0.75,
                        "holdout_pictures", 80.0,
                        "holdout_difference", -0.025,
                        "holdout_difference_low", -0.081,
                        "holdout_difference_high", 0.029),
                lineage));

        assertThat(told.why()).isEqualTo("200 labels are new");
        assertThat(told.heldOut()).contains("75.0 % of 80");
        assertThat(told.difference()).get().hasToString("-2.5 (-8.1 to +2.9)");
        assertThat(told.verdict()).contains(verdict);
        assertThat(told.verdict()).get().hasToString("kept back: forgets, labels_disagree");
    }

    @Test
    void aPromotedVersionHasNoObjections() {
        Assessment.Verdict verdict = new Assessment.Verdict(true, List.of(), "The candidate is better");

        assertThat(Assessment.of(version(Map.of(), verdict.lineage())).verdict())
                .contains(verdict);
        assertThat(verdict).hasToString("promoted");
    }

    @Test
    void anImportedVersionMayTellNothing() {
        assertThat(Assessment.of(version(Map.of(), Map.of()))).isEqualTo(Assessment.NONE);
    }

    @Test
    void theFirstVersionDiffersFromNone() {
        Assessment first = Assessment.of(version(Map.of("holdout_accuracy", 0.9), Map.of()));

        assertThat(first.heldOut()).contains("90.0 %");
        assertThat(first.difference()).isEmpty();
    }

    private static ModelVersion version(Map<String, Double> metrics, Map<String, String> lineage) {
        return ModelVersion.newBuilder()
                .setName("pets")
                .setVersion(1)
                .setLabels(List.of("cats", "dogs"))
                .setInputHeight(160)
                .setInputWidth(160)
                .setArtifactSha256("")
                .setArtifactLength(0)
                .setArtifactChunks(0)
                .setReason("labels")
                .setCreatedAt(Instant.EPOCH)
                .setLineage(lineage)
                .setMetrics(metrics)
                .build();
    }
}
