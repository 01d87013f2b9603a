package dev.tideline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldedConvolutionTest {
    private static final MobileNetV2 NETWORK = MobileNetV2.of(0.35, 32);
    private static final Layer LAST = convolution("Conv_1");

    /** Statistics as training leaves them, and not those of new weights, where folding does next to nothing. */
    private final PretrainedWeights base = withStatistics(PretrainedWeights.none(0.35, 1), 1);

    @Test
    void whatIsUnfoldedFoldsToTheSame() {
        FoldedNetwork learned = folded(withStatistics(PretrainedWeights.none(0.35, 2), 2));

        FoldedNetwork again = folded(learned.unfoldedOver(base, 0));

        for (int i = 0; i < learned.convolutions().size(); i++) {
            assertClose(again.convolutions().get(i), learned.convolutions().get(i));
        }
    }

    @Test
    void statisticsAndScalesAreThoseOfTheBase() {
        PretrainedWeights unfolded =
                folded(withStatistics(PretrainedWeights.none(0.35, 2), 2)).unfoldedOver(base, 0);

        for (String name : List.of(VariableSpec.MOVING_MEAN, VariableSpec.MOVING_VARIANCE, VariableSpec.GAMMA)) {
            VariableSpec variable = normalization(LAST).variable(name);
            assertThat(unfolded.tensor(variable).values())
                    .isEqualTo(base.tensor(variable).values());
        }
    }

    @Test
    void aLayerThatHasNotLearnedStaysTheBasesBitForBit() {
        assertThat(folded(base).unfoldedOver(base, 0).digest()).isEqualTo(base.digest());
    }

    @Test
    void aChannelThatTheBaseScalesToNothingGetsAKernelThatCanLearn() {
        VariableSpec gamma = normalization(LAST).variable(VariableSpec.GAMMA);
        float[] scales = base.tensor(gamma).values().clone();
        scales[0] = 0;
        scales[1] = 1e-7f;
        scales[2] = -1e-7f;
        scales[3] = -1;
        PretrainedWeights switchedOff = base.with(Map.of(gamma.key(), new WeightTensor(gamma.shape(), scales)));
        FoldedNetwork learned = folded(withStatistics(PretrainedWeights.none(0.35, 2), 2));

        PretrainedWeights unfolded = learned.unfoldedOver(switchedOff, 0);

        float[] deviation =
                FoldedConvolution.deviation(switchedOff, normalization(LAST)).values();
        assertThat(unfolded.tensor(gamma).values()).startsWith(deviation[0], deviation[1], deviation[2], -1f);
        float[] kernel = unfolded.tensor(LAST.variables().get(0)).values();
        float[] wanted = last(learned).kernel().values();
        assertThat(kernel).startsWith(wanted[0], wanted[1], wanted[2]);
        assertClose(last(folded(unfolded)), last(learned));
    }

    @Test
    void aFrozenLayerThatIsNotTheBasesIsRefusedByName() {
        FoldedNetwork learned = folded(withStatistics(base, 3));

        assertThatThrownBy(() -> learned.unfoldedOver(base, 100))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("Conv1")
                .hasMessageContaining("random, seed 1")
                .hasMessageContaining("before 100");
    }

    @Test
    void convolutionsOfAnotherNetworkAreRefused() {
        List<FoldedConvolution> convolutions = folded(base).convolutions();

        assertThatThrownBy(() -> new FoldedNetwork(MobileNetV2.of(0.5, 32), convolutions))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("block_1_project");
        assertThatThrownBy(() -> new FoldedNetwork(NETWORK, convolutions.subList(0, 51)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("51 convolutions");
    }

    private static FoldedNetwork folded(PretrainedWeights weights) {
        return FoldedNetwork.of(NETWORK, weights);
    }

    private static PretrainedWeights withStatistics(PretrainedWeights weights, long seed) {
        Random random = new Random(seed);
        Map<String, WeightTensor> changed = new HashMap<>();
        NETWORK.layers().stream().filter(Layer::isBatchNormalization).forEach(layer -> {
            for (VariableSpec variable : layer.variables()) {
                float[] values = new float[variable.size()];
                for (int i = 0; i < values.length; i++) {
                    boolean scale = variable.name().equals(VariableSpec.GAMMA)
                            || variable.name().equals(VariableSpec.MOVING_VARIANCE);
                    values[i] = scale ? random.nextFloat(0.1f, 3) : random.nextFloat(-2, 2);
                }
                changed.put(variable.key(), new WeightTensor(variable.shape(), values));
            }
        });
        return weights.with(changed);
    }

    private static void assertClose(FoldedConvolution found, FoldedConvolution wanted) {
        assertThat(largestDifference(found.kernel(), wanted.kernel())).isLessThan(1e-5);
        assertThat(largestDifference(found.bias(), wanted.bias())).isLessThan(1e-5);
    }

    private static double largestDifference(WeightTensor one, WeightTensor other) {
        assertThat(one.values()).hasSameSizeAs(other.values());
        return IntStream.range(0, one.values().length)
                .mapToDouble(i -> Math.abs(one.values()[i] - other.values()[i]))
                .max()
                .orElseThrow();
    }

    private static FoldedConvolution last(FoldedNetwork network) {
        return network.convolutions().get(network.convolutions().size() - 1);
    }

    private static Layer convolution(String name) {
        return NETWORK.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Layer normalization(Layer convolution) {
        return NETWORK.layer(convolution.index() + 1);
    }
}
