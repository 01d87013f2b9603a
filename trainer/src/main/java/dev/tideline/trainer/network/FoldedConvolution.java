package dev.tideline.trainer.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A convolution with the batch normalization behind it folded in: with s = γ / √(variance + ε), normalizing a
 * convolution's output is convolving with the kernel times s and adding β − mean · s.
 *
 * @param kernel of the convolution's shape
 * @param bias a number for each output channel
 */
public record FoldedConvolution(WeightTensor kernel, WeightTensor bias) {
    /** A scale below this is as good as none. */
    private static final float SMALLEST_SCALE = 1e-3f;

    static FoldedConvolution fold(PretrainedWeights weights, Layer convolution, Layer normalization) {
        float[] gamma = values(weights, normalization, VariableSpec.GAMMA);
        float[] beta = values(weights, normalization, VariableSpec.BETA);
        float[] mean = values(weights, normalization, VariableSpec.MOVING_MEAN);
        float[] deviation = deviation(weights, normalization).values();
        WeightTensor kernel = weights.tensor(convolution.variables().get(0));
        // In memory the channels that are scaled come last, also where a dimension of 1 follows them.
        float[] folded = kernel.values().clone();
        for (int i = 0; i < folded.length; i++) {
            int channel = i % gamma.length;
            folded[i] *= gamma[channel] / deviation[channel];
        }
        float[] shift = new float[beta.length];
        for (int channel = 0; channel < shift.length; channel++) {
            shift[channel] = beta[channel] - mean[channel] * (gamma[channel] / deviation[channel]);
        }
        return new FoldedConvolution(
                new WeightTensor(kernel.shape(), folded), new WeightTensor(List.of(shift.length), shift));
    }

    /**
     * Undoes {@link #fold}. Many weights fold to the same convolution; these are the ones that keep the moving statistics
     * and γ of some weights, so that what trains them further moves on the scale that it moved on before.
     *
     * <p>Where such a γ scales a channel by next to nothing, it is √(variance + ε) instead, a scale of 1: else the kernel
     * would have to be so large that no step of training changes it, or infinite.
     *
     * @return by key: kernel, γ and β, which fold to this convolution with the moving statistics of {@code weights}
     */
    Map<String, WeightTensor> unfold(PretrainedWeights weights, Layer convolution, Layer normalization) {
        float[] gamma = values(weights, normalization, VariableSpec.GAMMA).clone();
        float[] mean = values(weights, normalization, VariableSpec.MOVING_MEAN);
        float[] deviation = deviation(weights, normalization).values();
        float[] beta = bias.values().clone();
        for (int channel = 0; channel < gamma.length; channel++) {
            if (Math.abs(gamma[channel]) < SMALLEST_SCALE * deviation[channel]) {
                gamma[channel] = deviation[channel];
            }
            beta[channel] += mean[channel] * (gamma[channel] / deviation[channel]);
        }
        float[] unfolded = kernel.values().clone();
        for (int i = 0; i < unfolded.length; i++) {
            int channel = i % gamma.length;
            unfolded[i] /= gamma[channel] / deviation[channel];
        }
        List<Integer> channels = List.of(gamma.length);
        return Map.of(
                convolution.variables().get(0).key(),
                new WeightTensor(kernel.shape(), unfolded),
                normalization.variable(VariableSpec.GAMMA).key(),
                new WeightTensor(channels, gamma),
                normalization.variable(VariableSpec.BETA).key(),
                new WeightTensor(channels, beta));
    }

    /** √(variance + ε), channel by channel. */
    static WeightTensor deviation(PretrainedWeights weights, Layer normalization) {
        float[] deviation =
                values(weights, normalization, VariableSpec.MOVING_VARIANCE).clone();
        for (int channel = 0; channel < deviation.length; channel++) {
            deviation[channel] = (float) Math.sqrt(deviation[channel] + MobileNetV2.EPSILON);
        }
        return new WeightTensor(List.of(deviation.length), deviation);
    }

    /** Whether the two compute the same, number by number. */
    boolean isSameAs(FoldedConvolution other) {
        return kernel.shape().equals(other.kernel.shape())
                && Arrays.equals(kernel.values(), other.kernel.values())
                && Arrays.equals(bias.values(), other.bias.values());
    }

    boolean fits(Layer convolution) {
        return kernel.shape().equals(convolution.variables().get(0).shape())
                && bias.shape().equals(List.of(convolution.output().channels()));
    }

    private static float[] values(PretrainedWeights weights, Layer layer, String name) {
        return weights.tensor(layer.variable(name)).values();
    }
}
