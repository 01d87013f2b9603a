package dev.tideline.trainer.testing;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A tiny model that tells pictures by their brightness: above half of it they have the second label. */
public final class BrightnessModel {
    /** Height and width of its pictures. */
    public static final int SIZE = 8;

    private BrightnessModel() {}

    /** @param place the bundle's folder */
    public static ModelBundle write(Path place, String first, String second) throws IOException {
        TensorFlowRuntime.load();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TUint8> pictures = tf.withName("pictures")
                    .placeholder(TUint8.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, SIZE, SIZE, 3)));
            Operand<TFloat32> brightness = tf.math.mean(
                    tf.reshape(tf.dtypes.cast(pictures, TFloat32.class), tf.constant(new int[] {-1, SIZE * SIZE * 3})),
                    tf.constant(1));
            Operand<TFloat32> probability = tf.withName("probability")
                    .math
                    .sigmoid(tf.expandDims(tf.math.sub(brightness, tf.constant(127.5f)), tf.constant(1)));
            Signature signature = Signature.builder()
                    .key(ModelSpec.DEFAULT_SIGNATURE)
                    .input("pictures", pictures)
                    .output("probability", probability)
                    .methodName("tensorflow/serving/predict")
                    .build();
            try (Session session = new Session(graph)) {
                SavedModelBundle.exporter(place.toString())
                        .withFunction(SessionFunction.create(signature, session))
                        .export();
            }
        }
        return ModelBundle.write(
                place,
                new ModelSpec(
                        "brightness",
                        0,
                        List.of(first, second),
                        ModelSpec.Input.uint8(SIZE, SIZE),
                        ModelSpec.Output.SIGMOID,
                        ModelSpec.DEFAULT_SIGNATURE,
                        Map.of(),
                        Map.of()));
    }
}
