package dev.tideline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.testing.SharedData;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    @Test
    void aKerasFileHoldsOurLayersInOrderAndOurTensorsAndNoOthers() {
        Path file = SharedData.path(FILE);
        MobileNetV2 network = MobileNetV2.of(1.0, 160);
        PretrainedWeights weights = PretrainedWeights.read(file);

        try (HdfFile hdf = new HdfFile(file)) {
            assertThat((String[]) hdf.getAttribute("layer_names").getData())
                    .containsExactlyElementsOf(
                            network.layers().stream().map(Layer::name).toList());
            Map<String, Dataset> stored = datasets(hdf).collect(Collectors.toMap(Node::getPath, found -> found));
            assertThat(stored)
                    .containsOnlyKeys(
                            network.variables().map(PretrainedWeightsTest::path).toArray(String[]::new));
            network.variables().forEach(variable -> {
                Dataset theirs = stored.get(path(variable));
                assertThat(IntStream.of(theirs.getDimensions()).boxed())
                        .as(variable.key())
                        .isEqualTo(variable.shape());
                assertThat(weights.tensor(variable).values()).as(variable.key()).isEqualTo(theirs.getDataFlat());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.35, 1.4})
    void aFileOfAnotherWidthIsReadAsThatWidth(double width, @TempDir Path folder) {
        PretrainedWeights written = PretrainedWeights.none(width, 1);
        Path file = folder.resolve("other.h5");
        KerasFile.write(file, KerasFile.tensors(MobileNetV2.of(width, 32), written::tensor));

        PretrainedWeights read = PretrainedWeights.read(file);

        assertThat(read.width()).isEqualTo(width);
        assertThat(read.digest()).isEqualTo(written.digest());
    }

    @Test
    void aTopIsPassedOver(@TempDir Path folder) {
        PretrainedWeights written = PretrainedWeights.none(0.35, 1);
        Map<String, WeightTensor> tensors = KerasFile.tensors(MobileNetV2.of(0.35, 32), written::tensor);
        tensors.put("predictions/kernel", Tensors.filled(List.of(1280, 1000), 0.5f));
        tensors.put("predictions/bias", Tensors.filled(List.of(1000), 0.5f));
        Path file = folder.resolve("with_top.h5");
        KerasFile.write(file, tensors);

        assertThat(PretrainedWeights.read(file).digest()).isEqualTo(written.digest());
    }

    @Test
    void aFileOfAWidthThatKerasHasNotIsRefused(@TempDir Path folder) {
        Path file = folder.resolve("between.h5");
        KerasFile.write(file, KerasFile.tensors(MobileNetV2.of(0.6, 32), PretrainedWeights.none(0.6, 1)::tensor));

        assertThatThrownBy(() -> PretrainedWeights.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("does not fit MobileNetV2 of any of Keras's widths")
                .hasMessageContaining("The nearest is 0.75, where tensor block_1_project/kernel")
                .hasMessageContaining("should have shape [1, 1, 96, 24], but has [1, 1, 96, 16]");
    }

    @Test
    void aFileThatLacksATensorIsRefusedByItsName(@TempDir Path folder) {
        Map<String, WeightTensor> tensors =
                KerasFile.tensors(MobileNetV2.of(0.35, 32), PretrainedWeights.none(0.35, 1)::tensor);
        tensors.remove("block_7_expand_BN/moving_mean");
        Path file = folder.resolve("incomplete.h5");
        KerasFile.write(file, tensors);

        assertThatThrownBy(() -> PretrainedWeights.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("The nearest is 0.35, where tensor block_7_expand_BN/moving_mean")
                .hasMessageContaining("but is missing");
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

    private static String path(VariableSpec variable) {
        return "/" + variable.layer() + "/" + variable.layer() + "/" + variable.name() + ":0";
    }

    private static Stream<Dataset> datasets(Group group) {
        return group.getChildren().values().stream()
                .flatMap(child -> child instanceof Group inner ? datasets(inner) : Stream.of((Dataset) child));
    }
}
