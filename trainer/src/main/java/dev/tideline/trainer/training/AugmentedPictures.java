package dev.tideline.trainer.training;

import dev.tideline.model.picture.Pixels;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Shows people what augmentation does, with the operation that training uses. */
public final class AugmentedPictures {
    private AugmentedPictures() {}

    /**
     * @param picture a square one
     * @param count how many versions; the same seed gives the same ones
     */
    public static List<Pixels> of(Pixels picture, Augmentation augmentation, int count, long seed) {
        TensorFlowRuntime.load();
        int size = picture.height();
        SplittableRandom random = new SplittableRandom(seed);
        float[][] transforms = new float[count][];
        for (int i = 0; i < count; i++) {
            transforms[i] =
                    augmentation.isNone() ? Transforms.identity() : Transforms.random(augmentation, size, random);
        }
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TUint8> input = tf.placeholder(TUint8.class);
            Operand<TFloat32> copies =
                    tf.tile(tf.dtypes.cast(input, TFloat32.class), tf.constant(new int[] {count, 1, 1, 1}));
            Operand<TFloat32> varied = Transforms.apply(tf, copies, tf.constant(transforms), size);
            Operand<TUint8> output = tf.dtypes.cast(tf.math.round(varied), TUint8.class);
            try (Session session = new Session(graph, RuntimeOptions.defaults().toConfigProto());
                    TUint8 pixels = TUint8.tensorOf(
                            Shape.of(1, size, size, Pixels.CHANNELS), DataBuffers.of(picture.rgb(), true, false));
                    Result result =
                            session.runner().feed(input, pixels).fetch(output).run()) {
                return split(result.get(0).asRawTensor().data(), count, size);
            }
        }
    }

    private static List<Pixels> split(ByteDataBuffer data, int count, int size) {
        int bytes = size * size * Pixels.CHANNELS;
        List<Pixels> pictures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] rgb = new byte[bytes];
            data.offset((long) i * bytes).read(rgb);
            pictures.add(new Pixels(size, size, rgb));
        }
        return pictures;
    }
}
