package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.training.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunStartTest {
    private static final PretrainedWeights WEIGHTS = PretrainedWeights.none(0.35, 1);
    private static final List<String> LABELS = List.of("cat", "dog");

    @Test
    void withoutProductionARunStartsFromTheBaseAndSaysWhy() {
        assertRefused(Optional.empty(), 0.1, "There is no version in production");
    }

    @Test
    void aForeignModelIsNotTrainedFurther() {
        assertRefused(
                Optional.of(production(Map.of("test_share", "0.1"))), 0.1, "no MobileNetV2 that was trained here");
    }

    @Test
    void aVersionThatMayHaveLearnedFromHeldOutPicturesIsNotTrainedFurther() {
        assertRefused(Optional.of(production(Map.of("test_share", "0.1"))), 0.2, "a share of 0.1 was held out from it");
        assertRefused(Optional.of(production(Map.of())), 0.1, "may have learned from pictures that are held out now");
        assertRefused(Optional.of(production(Map.of("test_share", "some"))), 0.1, "no number for test_share, but some");
    }

    @Test
    void aRunFromTheBaseSaysSo() {
        assertThat(RunStart.base(new Split(0.2, 0.1)))
                .isEqualTo(new RunStart(Optional.empty(), Map.of("start", "base", "test_share", "0.1")));
    }

    private static void assertRefused(Optional<ModelBundle> production, double testShare, String why) {
        RunStart start = RunStart.production(
                production, WEIGHTS, TrainingSettings.defaults(), LABELS, new Split(0.2, testShare));

        assertThat(start.model()).isEmpty();
        assertThat(start.lineage())
                .containsEntry(RunStart.START, "base")
                .doesNotContainKey(RunStart.VERSION)
                .hasEntrySatisfying(
                        RunStart.REFUSED, reason -> assertThat(reason).contains(why));
    }

    private static ModelBundle production(Map<String, String> lineage) {
        return new ModelBundle(
                Path.of("production"),
                new ModelSpec(
                        "pets",
                        3,
                        LABELS,
                        ModelSpec.Input.uint8(160, 160),
                        ModelSpec.Output.SIGMOID,
                        ModelSpec.DEFAULT_SIGNATURE,
                        lineage,
                        Map.of()));
    }
}
