package dev.tideline.trainer.network;

import dev.tideline.trainer.network.Operation.Add;
import dev.tideline.trainer.network.Operation.BatchNormalization;
import dev.tideline.trainer.network.Operation.Convolution;
import dev.tideline.trainer.network.Operation.DepthwiseConvolution;
import dev.tideline.trainer.network.Operation.Input;
import dev.tideline.trainer.network.Operation.Relu6;
import dev.tideline.trainer.network.Operation.ZeroPadding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Builds the TensorFlow graph of a {@link MobileNetV2}, or of some of its layers. */
public final class LayerGraph {
    private final Ops tf;
    private final MobileNetV2 network;
    private final NormalizedConvolution convolutions;

    public LayerGraph(Ops tf, MobileNetV2 network, NormalizedConvolution convolutions) {
        this.tf = tf;
        this.network = network;
        this.convolutions = convolutions;
    }

    /** Pixels from 0 to 255 to the network's [-1, 1]: the output of its input layer. */
    public static Operand<TFloat32> preprocess(Ops tf, Operand<? extends TNumber> pixels) {
        return tf.math.sub(
                tf.math.mul(tf.dtypes.cast(pixels, TFloat32.class), tf.constant(1 / 127.5f)), tf.constant(1f));
    }

    /** The output of the last layer, given that of the layer before {@code from}. */
    public Operand<TFloat32> from(int from, Operand<TFloat32> input) {
        return between(from, network.layers().size(), input);
    }

    /**
     * The layers from {@code from} up to, not including, {@code to}; both are places where a single tensor crosses.
     *
     * @param input the output of layer {@code from - 1}
     * @return the output of layer {@code to - 1}
     */
    public Operand<TFloat32> between(int from, int to, Operand<TFloat32> input) {
        Map<Integer, Operand<TFloat32>> outputs = new HashMap<>(Map.of(from - 1, input));
        for (Layer layer : network.layers().subList(from, to)) {
            List<Operand<TFloat32>> inputs =
                    layer.inputs().stream().map(outputs::get).toList();
            outputs.put(layer.index(), build(layer, inputs));
        }
        return outputs.get(to - 1);
    }

    /** Global average pooling: [n, h, w, c] to [n, c]. */
    public Operand<TFloat32> pool(Operand<TFloat32> activations) {
        return tf.math.mean(activations, tf.constant(new int[] {1, 2}));
    }

    /**
     * Two kinds of layers take no operation of their own. A batch normalization is built with the convolution before
     * it. And TensorFlow's SAME padding of a 3 × 3 kernel at stride 2 adds just what Keras's padding layer adds, for
     * even sizes and odd ones.
     */
    private Operand<TFloat32> build(Layer layer, List<Operand<TFloat32>> inputs) {
        Operation operation = layer.operation();
        if (layer.isConvolution()) {
            return convolutions.build(inputs.get(0), layer, network.layer(layer.index() + 1));
        } else if (operation instanceof Relu6) {
            return tf.nn.relu6(inputs.get(0));
        } else if (operation instanceof Add) {
            return tf.math.add(inputs.get(0), inputs.get(1));
        } else if (operation instanceof BatchNormalization
                || operation instanceof ZeroPadding
                || operation instanceof Input) {
            return inputs.get(0);
        }
        throw new AssertionError(operation);
    }

    /** The layer's convolution alone. */
    static Operand<TFloat32> convolve(Ops tf, Layer layer, Operand<TFloat32> input, Operand<TFloat32> kernel) {
        if (layer.operation() instanceof DepthwiseConvolution depthwise) {
            return tf.nn.depthwiseConv2dNative(input, kernel, strides(depthwise.stride()), "SAME");
        } else if (layer.operation() instanceof Convolution convolution) {
            return tf.nn.conv2d(input, kernel, strides(convolution.stride()), "SAME");
        }
        throw new IllegalArgumentException("Layer " + layer.name() + " is no convolution");
    }

    /** Whether the layer is a convolution that looks at one place at a time: a 1 × 1 kernel at stride 1. */
    static boolean isPointwise(Layer layer) {
        return layer.operation() instanceof Convolution convolution
                && convolution.stride() == 1
                && layer.variables().get(0).shape().subList(0, 2).equals(List.of(1, 1));
    }

    /**
     * A pointwise convolution and its bias, as one matrix product over all places of all pictures. The numbers are
     * those of {@link #convolve}, but TensorFlow computes the gradient of a product twice as fast on a CPU.
     */
    static Operand<TFloat32> project(
            Ops tf, Layer layer, Operand<TFloat32> input, Operand<TFloat32> kernel, Operand<TFloat32> bias) {
        int channels = layer.variables().get(0).shape().get(2);
        FeatureShape output = layer.output();
        Operand<TFloat32> places = tf.reshape(input, tf.constant(new int[] {-1, channels}));
        Operand<TFloat32> weights = tf.reshape(kernel, tf.constant(new int[] {channels, output.channels()}));
        Operand<TFloat32> projected = tf.nn.biasAdd(tf.linalg.matMul(places, weights), bias);
        return tf.reshape(projected, tf.constant(new int[] {-1, output.height(), output.width(), output.channels()}));
    }

    private static List<Long> strides(long stride) {
        return List.of(1L, stride, stride, 1L);
    }
}
