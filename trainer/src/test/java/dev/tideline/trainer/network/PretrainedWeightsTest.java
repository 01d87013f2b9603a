package dev.tideline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainedWeightsTest {
    private static final String FILE = "weights/mobilenet_v2_1.00_imagenet_no_top.h5";

    @Test
    void aKerasFileGivesEveryTensorByNameAndShape() {
        PretrainedWeights weights = PretrainedWeights.read(SharedData.path(FILE));

        assertThat(weights.width()).isEqualTo(1.0);
        assertThat(weights.isRandom()).isFalse();
        assertThat(MobileNetV2.of(1.0, 160).variables()).hasSize(260).allSatisfy(variable -> {
            WeightTensor tensor = weights.tensor(variable);
            assertThat(tensor.shape()).isEqualTo(variable.shape());
            for (float value : tensor.values()) {
                assertThat(value).isFinite();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.1, 0.5, 0.99})
    void aFileThatIsCutShortIsRefused(double kept, @TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(SharedData.path(FILE));
        Path cut = folder.resolve("cut.h5");
        Files.write(cut, Arrays.copyOf(whole, (int) (whole.length * kept)));

        assertThatThrownBy(() -> PretrainedWeights.read(cut))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("cut.h5")
                .hasMessageContaining("cut short, damaged, or no Keras .h5 weights file: fetch it again");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> PretrainedWeights.read(Path.of("nowhere.h5")))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("nowhere.h5 does not exist");
    }

    @Test
    void randomWeightsAreTheSameForASeed() {
        PretrainedWeights weights = PretrainedWeights.none(0.35, 7);

        assertThat(weights.isRandom()).isTrue();
        assertThat(weights.digest()).isEqualTo(PretrainedWeights.none(0.35, 7).digest());
        assertThat(weights.digest())
                .isNotEqualTo(PretrainedWeights.none(0.35, 8).digest());
    }
}
