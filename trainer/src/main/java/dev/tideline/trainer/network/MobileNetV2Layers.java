package dev.tideline.trainer.network;

import dev.tideline.trainer.network.Operation.Add;
import dev.tideline.trainer.network.Operation.BatchNormalization;
import dev.tideline.trainer.network.Operation.Convolution;
import dev.tideline.trainer.network.Operation.DepthwiseConvolution;
import dev.tideline.trainer.network.Operation.Input;
import dev.tideline.trainer.network.Operation.Relu6;
import dev.tideline.trainer.network.Operation.ZeroPadding;
import java.util.ArrayList;
import java.util.List;

/** Lists MobileNetV2's layers from its table of blocks. */
final class MobileNetV2Layers {
    /** Rows of the paper's table 2: expansion, channels, repetitions, stride of the first. */
    private static final int[][] BLOCKS = {
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
    };

    private static final int STEM_CHANNELS = 32;
    private static final int FEATURES = 1280;

    private final List<Layer> layers = new ArrayList<>();

    private MobileNetV2Layers() {}

    static List<Layer> of(double width, int inputSize) {
        MobileNetV2Layers network = new MobileNetV2Layers();
        network.add("input_1", new Input(), List.of(), new FeatureShape(inputSize, inputSize, 3), List.of());
        network.convolution("Conv1", 3, 2, divisible(STEM_CHANNELS * width));
        network.normalized("bn_Conv1", "Conv1_relu");
        int id = 0;
        for (int[] row : BLOCKS) {
            int channels = divisible((int) (row[1] * width));
            for (int repetition = 0; repetition < row[2]; repetition++) {
                network.block(id++, row[0], channels, repetition == 0 ? row[3] : 1);
            }
        }
        network.convolution("Conv_1", 1, 1, width > 1 ? divisible(FEATURES * width) : FEATURES);
        network.normalized("Conv_1_bn", "out_relu");
        return List.copyOf(network.layers);
    }

    /** The next multiple of 8, but never more than a tenth below the value: Keras's {@code _make_divisible}. */
    static int divisible(double channels) {
        int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }

    /** An inverted residual with a linear bottleneck; the first block does not expand, and has a name of its own. */
    private void block(int id, int expansion, int channels, int stride) {
        Layer input = last();
        String prefix = id == 0 ? "expanded_conv_" : "block_" + id + "_";
        if (id > 0) {
            convolution(prefix + "expand", 1, 1, expansion * input.output().channels());
            normalized(prefix + "expand_BN", prefix + "expand_relu");
        }
        if (stride == 2) {
            padding(prefix + "pad");
        }
        depthwise(prefix + "depthwise", stride);
        normalized(prefix + "depthwise_BN", prefix + "depthwise_relu");
        convolution(prefix + "project", 1, 1, channels);
        batchNormalization(prefix + "project_BN");
        if (stride == 1 && input.output().channels() == channels) {
            List<Integer> inputs = List.of(input.index(), last().index());
            add(prefix + "add", new Add(), inputs, last().output(), List.of());
        }
    }

    /** Keras's {@code correct_pad}: as much as a 3 × 3 kernel at stride 2 needs, which an even size needs on one side. */
    private void padding(String name) {
        FeatureShape input = last().output();
        int before = input.height() % 2;
        int padded = input.height() + before + 1;
        next(name, new ZeroPadding(before, 1), new FeatureShape(padded, padded, input.channels()), List.of());
    }

    private void convolution(String name, int kernel, int stride, int filters) {
        FeatureShape input = last().output();
        VariableSpec weights =
                new VariableSpec(name, VariableSpec.KERNEL, List.of(kernel, kernel, input.channels(), filters), true);
        next(name, new Convolution(stride), strided(input, stride).withChannels(filters), List.of(weights));
    }

    private void depthwise(String name, int stride) {
        FeatureShape input = last().output();
        VariableSpec weights =
                new VariableSpec(name, VariableSpec.DEPTHWISE_KERNEL, List.of(3, 3, input.channels(), 1), true);
        // At stride 2 the input is padded already: the output is that of the unpadded size, halved.
        FeatureShape output = stride == 1
                ? input
                : new FeatureShape((input.height() - 1) / 2, (input.width() - 1) / 2, input.channels());
        next(name, new DepthwiseConvolution(stride), output, List.of(weights));
    }

    private void normalized(String name, String activation) {
        batchNormalization(name);
        next(activation, new Relu6(), last().output(), List.of());
    }

    private void batchNormalization(String name) {
        List<Integer> shape = List.of(last().output().channels());
        List<VariableSpec> variables = List.of(
                new VariableSpec(name, VariableSpec.GAMMA, shape, true),
                new VariableSpec(name, VariableSpec.BETA, shape, true),
                new VariableSpec(name, VariableSpec.MOVING_MEAN, shape, false),
                new VariableSpec(name, VariableSpec.MOVING_VARIANCE, shape, false));
        next(name, new BatchNormalization(), last().output(), variables);
    }

    private static FeatureShape strided(FeatureShape input, int stride) {
        return new FeatureShape(
                (input.height() + stride - 1) / stride, (input.width() + stride - 1) / stride, input.channels());
    }

    private Layer last() {
        return layers.get(layers.size() - 1);
    }

    private void next(String name, Operation operation, FeatureShape output, List<VariableSpec> variables) {
        add(name, operation, List.of(last().index()), output, variables);
    }

    private void add(
            String name, Operation operation, List<Integer> inputs, FeatureShape output, List<VariableSpec> variables) {
        layers.add(new Layer(layers.size(), name, operation, inputs, output, variables));
    }
}
