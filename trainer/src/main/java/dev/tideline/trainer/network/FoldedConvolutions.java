package dev.tideline.trainer.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Convolutions with their batch normalization in inference mode folded in, as {@link FoldedConvolution} has it.
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
        WeightTensor deviation = FoldedConvolution.deviation(weights, normalization);

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
        FoldedConvolution folded = FoldedConvolution.fold(weights, convolution, normalization);
        Operand<TFloat32> convolved =
                LayerGraph.convolve(tf, convolution, input, Tensors.constant(tf, folded.kernel()));
        return tf.nn.biasAdd(convolved, Tensors.constant(tf, folded.bias()));
    }

    /** The shape that multiplies a kernel along its output channels. */
    private static int[] alongChannels(VariableSpec kernel) {
        return kernel.name().equals(VariableSpec.DEPTHWISE_KERNEL) ? new int[] {-1, 1} : new int[] {-1};
    }
}
