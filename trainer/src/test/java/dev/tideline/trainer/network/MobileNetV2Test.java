package dev.tideline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MobileNetV2Test {
    private final MobileNetV2 network = MobileNetV2.of(1.0, 160);

    @Test
    void theBaseHasKerasLayersAndParameters() {
        assertThat(network.layers()).hasSize(154);
        assertThat(network.parameters()).isEqualTo(2_257_984);
        assertThat(network.features()).isEqualTo(1280);
        assertThat(network.layer(153).output()).hasToString("(None, 5, 5, 1280)");
    }

    @Test
    void fineTuningFromLayer100TrainsKerasVariables() {
        assertThat(network.trainableVariables(100)).hasSize(54);
        assertThat(network.trainableVariables(100).findFirst().orElseThrow().layer())
                .isEqualTo("block_11_depthwise");
        assertThat(network.trainableVariables(100).mapToLong(VariableSpec::size).sum())
                .isEqualTo(1_862_721 - 1281);
    }

    @Test
    void layersStandWhereKerasHasThem() {
        assertThat(network.layer(0).name()).isEqualTo("input_1");
        assertThat(network.layer(3).name()).isEqualTo("Conv1_relu");
        assertThat(network.layer(12).name()).isEqualTo("block_1_pad");
        assertThat(network.layer(12).output()).hasToString("(None, 81, 81, 96)");
        assertThat(network.layer(26).name()).isEqualTo("block_2_add");
        assertThat(network.layer(100).name()).isEqualTo("block_11_expand_relu");
        assertThat(network.layer(153).name()).isEqualTo("out_relu");
    }

    @Test
    void otherWidthsHaveKerasParameters() {
        assertThat(MobileNetV2.of(0.35, 224).parameters()).isEqualTo(410_208);
        assertThat(MobileNetV2.of(0.5, 224).parameters()).isEqualTo(706_224);
        assertThat(MobileNetV2.of(0.75, 224).parameters()).isEqualTo(1_382_064);
        assertThat(MobileNetV2.of(1.3, 224).parameters()).isEqualTo(3_766_048);
        assertThat(MobileNetV2.of(1.4, 224).parameters()).isEqualTo(4_363_712);
    }

    @Test
    void anOddInputIsPaddedOnBothSides() {
        MobileNetV2 odd = MobileNetV2.of(1.0, 97);
        assertThat(odd.layer(1).output()).hasToString("(None, 49, 49, 32)");
        assertThat(odd.layer(12).output()).hasToString("(None, 51, 51, 96)");
        assertThat(odd.layer(13).output()).hasToString("(None, 25, 25, 96)");
        assertThat(odd.layer(153).output()).hasToString("(None, 4, 4, 1280)");
    }

    @Test
    void theBorderIsWhereOneTensorCrosses() {
        assertThat(network.border(100)).isEqualTo(98);
        assertThat(network.layer(97).name()).isEqualTo("block_10_project_BN");
        assertThat(network.border(154)).isEqualTo(154);
        assertThat(network.border(0)).isEqualTo(1);
    }

    @Test
    void picturesBelow32PixelsAreRefused() {
        assertThatThrownBy(() -> MobileNetV2.of(1.0, 31)).hasMessageContaining("at least 32 x 32, not 31");
    }
}
