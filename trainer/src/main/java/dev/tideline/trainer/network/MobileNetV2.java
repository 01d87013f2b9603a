package dev.tideline.trainer.network;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * MobileNetV2 without its top (Sandler et al., 2018): Keras's {@code MobileNetV2(include_top=False)}, layer by layer,
 * with its names and order. Pictures go in as [n, inputSize, inputSize, 3] in [-1, 1]; the last layer gives [n, h, w,
 * {@link #features()}].
 */
public final class MobileNetV2 {
    /** What batch normalization adds to a variance. */
    public static final float EPSILON = 1e-3f;

    private final double width;
    private final int inputSize;
    private final List<Layer> layers;

    private MobileNetV2(double width, int inputSize) {
        this.width = width;
        this.inputSize = inputSize;
        this.layers = MobileNetV2Layers.of(width, inputSize);
    }

    /**
     * @param width multiplies the channels of every layer; Keras's alpha
     * @param inputSize height and width of the pictures; at least 32
     */
    public static MobileNetV2 of(double width, int inputSize) {
        if (!(width > 0)) {
            throw new IllegalArgumentException("MobileNetV2's width is above 0, not " + width);
        }
        if (inputSize < 32) {
            throw new IllegalArgumentException("MobileNetV2 takes pictures of at least 32 x 32, not " + inputSize);
        }
        return new MobileNetV2(width, inputSize);
    }

    public double width() {
        return width;
    }

    public int inputSize() {
        return inputSize;
    }

    /** 154 layers, the input first. */
    public List<Layer> layers() {
        return layers;
    }

    public Layer layer(int index) {
        return layers.get(index);
    }

    /** Channels of the last layer. */
    public int features() {
        return layers.get(layers.size() - 1).output().channels();
    }

    /** Every variable, in Keras's order. */
    public Stream<VariableSpec> variables() {
        return layers.stream().flatMap(layer -> layer.variables().stream());
    }

    /** The variables that learn when the layers from an index on do. */
    public Stream<VariableSpec> trainableVariables(int fromLayer) {
        return layers.stream()
                .filter(layer -> layer.index() >= fromLayer)
                .flatMap(layer -> layer.variables().stream())
                .filter(VariableSpec::trainable);
    }

    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    /**
     * The best place to cut the network when the layers below {@code trainedFrom} never change: the last index, at most
     * {@code trainedFrom}, where a single tensor crosses, the output of the layer before it. What lies below it needs to
     * be computed only once. A batch normalization is never cut from the convolution it follows.
     */
    public int border(int trainedFrom) {
        return IntStream.iterate(Math.min(trainedFrom, layers.size()), cut -> cut > 1, cut -> cut - 1)
                .filter(this::isSingleCrossing)
                .findFirst()
                .orElse(1);
    }

    private boolean isSingleCrossing(int cut) {
        if (cut < layers.size() && layers.get(cut).isBatchNormalization()) {
            return false;
        }
        return layers.stream()
                .skip(cut)
                .flatMap(layer -> layer.inputs().stream())
                .filter(input -> input < cut)
                .allMatch(input -> input == cut - 1);
    }
}
