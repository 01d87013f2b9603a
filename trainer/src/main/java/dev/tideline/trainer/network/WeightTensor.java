package dev.tideline.trainer.network;

import java.util.List;

/**
 * A tensor of 32-bit floats outside TensorFlow, row-major.
 *
 * @param values not to be changed by anyone
 */
public record WeightTensor(List<Integer> shape, float[] values) {
    public WeightTensor {
        shape = List.copyOf(shape);
        if (values.length != shape.stream().reduce(1, Math::multiplyExact)) {
            throw new IllegalArgumentException(values.length + " values do not fill a tensor of shape " + shape);
        }
    }
}
