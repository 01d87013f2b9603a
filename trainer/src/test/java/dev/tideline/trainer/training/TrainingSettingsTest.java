package dev.tideline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {
    @Test
    void everySettingIsChangedAlone() {
        TrainingSettings changed = TrainingSettings.defaults()
                .withInputSize(96)
                .withBatchSize(16)
                .withFeatureExtractionEpochs(3)
                .withFeatureExtractionRate(0.1)
                .withFineTuningEpochs(4)
                .withFineTuningRate(0.2)
                .withFineTuneAt(50)
                .withHeadInitializer(HeadInitializer.GLOROT_UNIFORM)
                .withDropout(0.3)
                .withAugmentation(new Augmentation(false, 0.1))
                .withVariants(7)
                .withExact(true)
                .withPrecision(PrecisionChoice.FLOAT32)
                .withClassWeights(ClassWeights.BALANCED)
                .withPatience(5)
                .withKeepBest(true)
                .withSeed(6)
                .withCache(Optional.of(Path.of("cache")))
                .withCacheBytes(8)
                .withThreads(9);

        assertThat(changed)
                .isEqualTo(new TrainingSettings(
                        96,
                        16,
                        3,
                        0.1,
                        4,
                        0.2,
                        50,
                        HeadInitializer.GLOROT_UNIFORM,
                        0.3,
                        new Augmentation(false, 0.1),
                        7,
                        true,
                        PrecisionChoice.FLOAT32,
                        ClassWeights.BALANCED,
                        5,
                        true,
                        6,
                        Optional.of(Path.of("cache")),
                        8,
                        9));
    }

    @Test
    void theDefaultsAreTheTutorialsButForTheHeadsStart() {
        TrainingSettings tutorial = TrainingSettings.defaults();

        assertThat(tutorial.inputSize()).isEqualTo(160);
        assertThat(tutorial.batchSize()).isEqualTo(32);
        assertThat(tutorial.featureExtractionEpochs()).isEqualTo(10);
        assertThat(tutorial.featureExtractionRate()).isEqualTo(1e-4);
        assertThat(tutorial.fineTuningEpochs()).isEqualTo(10);
        assertThat(tutorial.fineTuningRate()).isEqualTo(1e-5);
        assertThat(tutorial.fineTuneAt()).isEqualTo(100);
        assertThat(tutorial.headInitializer()).isEqualTo(HeadInitializer.ZEROS);
        assertThat(tutorial.dropout()).isEqualTo(0.2);
        assertThat(tutorial.augmentation()).isEqualTo(new Augmentation(true, 0.2));
    }

    @Test
    void tensorFlowComputesWithAsManyThreadsAsAreGranted() {
        TrainingSettings settings = TrainingSettings.defaults().withThreads(3).withPrecision(PrecisionChoice.FLOAT32);

        assertThat(settings.runtime()).isEqualTo(new RuntimeOptions(3, 3, Precision.FLOAT32));
    }

    @Test
    void aValueThatTrainingCannotWorkWithIsNamed() {
        assertThatThrownBy(() -> TrainingSettings.defaults().withInputSize(31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Training setting inputSize is 31, but must be 32 or more");
    }
}
