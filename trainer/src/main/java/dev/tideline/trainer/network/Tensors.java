package dev.tideline.trainer.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Between Java's arrays and TensorFlow's tensors. */
public final class Tensors {
    private Tensors() {}

    public static Shape shape(List<Integer> dimensions) {
        return Shape.of(dimensions.stream().mapToLong(Integer::longValue).toArray());
    }

    public static Operand<TFloat32> constant(Ops tf, WeightTensor tensor) {
        return tf.constant(shape(tensor.shape()), DataBuffers.of(tensor.values(), true, false));
    }

    /** Copies the tensor, which stays the caller's to close. */
    public static WeightTensor copy(TFloat32 tensor) {
        List<Integer> shape = LongStream.of(tensor.shape().asArray())
                .mapToObj(Math::toIntExact)
                .toList();
        return new WeightTensor(shape, floats(tensor));
    }

    /** The tensor's values, row-major; it stays the caller's to close. */
    public static float[] floats(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    /** A tensor of one value. */
    public static WeightTensor filled(List<Integer> shape, float value) {
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        Arrays.fill(values, value);
        return new WeightTensor(shape, values);
    }
}
