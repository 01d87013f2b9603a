package dev.tideline.trainer.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Convolutions with their batch normalization in inference mode folded in: with s = γ / √(variance + ε), normalizing a
 * convolution's output is convolving with the kernel times s and adding β − mean · s.
 *
 * <p>What learns is folded in the graph. Kernel, γ and β stay variables and get the gradients that they would get
 * unfolded, but the large tensors, the activations, are passed over once less forward and backward. What is frozen is
 * folded here, to constants.
 */
public final class FoldedConvolutions implements NormalizedConvolution {
    private final Ops tf;
    private final PretrainedWeights weights;
    private final int trainedFrom;
    private final GraphVariables variables;

    private FoldedConvolutions(Ops tf, PretrainedWeights weights, int trainedFrom, GraphVariables variables) {
        this.tf = tf;
        this.weights = weights;
        this.trainedFrom = trainedFrom;
        this.variables = variables;
    }

    /** Constants only. */
    public static FoldedConvolutions frozen(Ops tf, PretrainedWeights weights) {
        return new FoldedConvolutions(tf, weights, Integer.MAX_VALUE, new GraphVariables(tf));
    }

    /** Constants below layer {@code trainedFrom}; from it on, what Keras trains is created in {@code variables}. */
    public static FoldedConvolutions trained(
            Ops tf, PretrainedWeights weights, int trainedFrom, GraphVariables variables) {
        return new FoldedConvolutions(tf, weights, trainedFrom, variables);
    }

    @Override
    public Operand<TFloat32> build(Operand<TFloat32> input, Layer convolution, Layer normalization) {
        return normalization.index() < trainedFrom
                ? constant(input, convolution, normalization)
                : variable(input, convolution, normalization);
    }

    private Operand<TFloat32> variable(Operand<TFloat32> input, Layer convolution, Layer normalization) {
        VariableSpec kernel = convolution.variables().get(0);
        Operand<TFloat32> weight = node(convolution, kernel);
        Operand<TFloat32> gamma = node(normalization, normalization.variable(VariableSpec.GAMMA));
        Operand<TFloat32> beta = node(normalization, normalization.variable(VariableSpec.BETA));
        Operand<TFloat32> mean = node(normalization, normalization.variable(VariableSpec.MOVING_MEAN));
        WeightTensor deviation = deviation(normalization);

        Operand<TFloat32> scale = tf.math.div(gamma, Tensors.constant(tf, deviation));
        Operand<TFloat32> folded = tf.math.mul(weight, tf.reshape(scale, tf.constant(alongChannels(kernel))));
        Operand<TFloat32> shift = tf.math.sub(beta, tf.math.mul(mean, scale));
        return LayerGraph.isPointwise(convolution)
                ? LayerGraph.project(tf, convolution, input, folded, shift)
                : tf.nn.biasAdd(LayerGraph.convolve(tf, convolution, input, folded), shift);
    }

    private Operand<TFloat32> node(Layer layer, VariableSpec variable) {
        WeightTensor value = weights.tensor(variable);
        return variable.trainable() && layer.index() >= trainedFrom
                ? variables.trainable(variable.key(), value)
                : Tensors.constant(tf, value);
    }

    private Operand<TFloat32> constant(Operand<TFloat32> input, Layer convolution, Layer normalization) {
        VariableSpec kernel = convolution.variables().get(0);
        float[] gamma = values(normalization, VariableSpec.GAMMA);
        float[] beta = values(normalization, VariableSpec.BETA);
        float[] mean = values(normalization, VariableSpec.MOVING_MEAN);
        float[] deviation = deviation(normalization).values();
        // In memory the channels that are scaled come last, also where a dimension of 1 follows them.
        float[] folded = weights.tensor(kernel).values().clone();
        for (int i = 0; i < folded.length; i++) {
            int channel = i % gamma.length;
            folded[i] *= gamma[channel] / deviation[channel];
        }
        float[] shift = new float[beta.length];
        for (int channel = 0; channel < shift.length; channel++) {
            shift[channel] = beta[channel] - mean[channel] * (gamma[channel] / deviation[channel]);
        }
        Operand<TFloat32> convolved = LayerGraph.convolve(
                tf, convolution, input, Tensors.constant(tf, new WeightTensor(kernel.shape(), folded)));
        return tf.nn.biasAdd(convolved, Tensors.constant(tf, new WeightTensor(List.of(shift.length), shift)));
    }

    private WeightTensor deviation(Layer normalization) {
        float[] deviation = values(normalization, VariableSpec.MOVING_VARIANCE).clone();
        for (int channel = 0; channel < deviation.length; channel++) {
            deviation[channel] = (float) Math.sqrt(deviation[channel] + MobileNetV2.EPSILON);
        }
        return new WeightTensor(List.of(deviation.length), deviation);
    }

    private float[] values(Layer layer, String name) {
        return weights.tensor(layer.variable(name)).values();
    }

    /** The shape that multiplies a kernel along its output channels. */
    private static int[] alongChannels(VariableSpec kernel) {
        return kernel.name().equals(VariableSpec.DEPTHWISE_KERNEL) ? new int[] {-1, 1} : new int[] {-1};
    }
}
