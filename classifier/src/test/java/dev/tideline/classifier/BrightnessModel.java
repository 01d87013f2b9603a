package dev.tideline.classifier;

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
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A real SavedModel of a few operations that tells bright pictures from dark ones. */
public final class BrightnessModel {
    public static final List<String> LABELS = List.of("dark", "bright");
    public static final int SIZE = 16;

    private BrightnessModel() {}

    /** How a version may be broken. */
    public enum Fault {
        NONE,
        /** It fails on pictures that are bright all over; the pictures that a model is probed with are not. */
        FAILS_ON_BRIGHT_PICTURES,
        /** It answers what is no probability, so every classifier refuses it. */
        ANSWERS_NONSENSE
    }

    /** Writes the bundle into a folder that does not exist yet. */
    public static ModelBundle write(Path folder, String name) throws IOException {
        return write(folder, name, Fault.NONE);
    }

    /** A model that calls bright what is dark. */
    public static ModelBundle writeInverted(Path folder, String name) throws IOException {
        return write(folder, name, -10, Fault.NONE);
    }

    /** A model whose probabilities are no numbers. */
    public static ModelBundle writeBroken(Path folder, String name) throws IOException {
        return write(folder, name, Float.NaN, Fault.NONE);
    }

    public static ModelBundle write(Path folder, String name, Fault fault) throws IOException {
        return write(folder, name, 10, fault);
    }

    private static ModelBundle write(Path folder, String name, float softness, Fault fault) throws IOException {
        TensorFlowRuntime.load();
        try (Graph graph = new Graph()) {
            Ops ops = Ops.create(graph);
            Placeholder<TUint8> pictures =
                    ops.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, SIZE, SIZE, 3)));
            Operand<TFloat32> brightness =
                    ops.math.mean(ops.dtypes.cast(pictures, TFloat32.class), ops.array(1, 2, 3), Mean.keepDims(false));
            Operand<TFloat32> logit =
                    ops.math.div(ops.math.sub(brightness, ops.constant(127.5f)), ops.constant(softness));
            Operand<TFloat32> answer = answer(ops, brightness, ops.math.sigmoid(logit), fault);
            Operand<TFloat32> probability = ops.reshape(answer, ops.array(-1, 1));
            Signature signature = Signature.builder()
                    .key(ModelSpec.DEFAULT_SIGNATURE)
                    .input("pictures", pictures)
                    .output("probability", probability)
                    .build();
            try (Session session = new Session(graph)) {
                SavedModelBundle.exporter(folder.toString())
                        .withFunction(SessionFunction.create(signature, session))
                        .export();
            }
        }
        return ModelBundle.write(
                folder,
                new ModelSpec(
                        name,
                        0,
                        LABELS,
                        ModelSpec.Input.uint8(SIZE, SIZE),
                        ModelSpec.Output.SIGMOID,
                        ModelSpec.DEFAULT_SIGNATURE,
                        Map.of(),
                        Map.of()));
    }

    private static Operand<TFloat32> answer(
            Ops ops, Operand<TFloat32> brightness, Operand<TFloat32> probability, Fault fault) {
        return switch (fault) {
            case NONE -> probability;
            case FAILS_ON_BRIGHT_PICTURES -> {
                Operand<TFloat32> root = ops.math.sqrt(ops.math.sub(ops.constant(200f), brightness));
                Operand<TFloat32> checked = ops.debugging.checkNumerics(root, "dazzled");
                yield ops.math.add(probability, ops.math.mul(ops.constant(0f), checked));
            }
            case ANSWERS_NONSENSE -> ops.math.add(probability, ops.constant(7f));
        };
    }
}
