package dev.tideline.trainer.network;

import java.util.List;

/**
 * One tensor of a layer.
 *
 * @param name within the layer, as Keras has it: {@code kernel}, {@code depthwise_kernel}, {@code gamma}, {@code beta},
 *     {@code moving_mean} or {@code moving_variance}
 * @param shape kernels are [height, width, in, out], depthwise ones [height, width, in, 1], others [channels]
 * @param trainable false for moving statistics, which never change here
 */
public record VariableSpec(String layer, String name, List<Integer> shape, boolean trainable) {
    public static final String KERNEL = "kernel";
    public static final String DEPTHWISE_KERNEL = "depthwise_kernel";
    public static final String GAMMA = "gamma";
    public static final String BETA = "beta";
    public static final String MOVING_MEAN = "moving_mean";
    public static final String MOVING_VARIANCE = "moving_variance";

    public VariableSpec {
        shape = List.copyOf(shape);
    }

    /** Names the tensor in the whole network: {@code Conv1/kernel}. */
    public String key() {
        return layer + "/" + name;
    }

    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
