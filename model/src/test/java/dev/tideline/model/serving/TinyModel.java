package dev.tideline.model.serving;

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

/**
 * Frozen SavedModels made on the spot: mean red and mean blue of a picture of 4×4, from 0 to 1, weighed to the logits
 * {@code 10 (red - blue)} for the last label and its negative for the first.
 */
final class TinyModel {
    static final int SIZE = 4;

    private TinyModel() {}

    /** Takes bytes, answers with {@code output} in one column, or in two. */
    static ModelBundle uint8(Path folder, ModelSpec.Output output, int columns) throws IOException {
        ModelSpec spec = spec(ModelSpec.Input.uint8(SIZE, SIZE), output);
        try (Graph graph = graph()) {
            Ops ops = Ops.create(graph);
            Placeholder<TUint8> pixels = ops.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, SIZE, SIZE, 3)));
            Operand<TFloat32> scaled = ops.math.div(ops.dtypes.cast(pixels, TFloat32.class), ops.constant(255f));
            return export(folder, spec, graph, pixels, answer(ops, scaled, output, columns));
        }
    }

    /** Takes floats from 0 to 1, as TensorFlow Hub's classifiers do, and answers with two logits. */
    static ModelBundle float32(Path folder) throws IOException {
        ModelSpec.Input input = new ModelSpec.Input(SIZE, SIZE, ModelSpec.PixelType.FLOAT32, 1 / 255.0, 0);
        try (Graph graph = graph()) {
            Ops ops = Ops.create(graph);
            Placeholder<TFloat32> pixels =
                    ops.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, SIZE, SIZE, 3)));
            Operand<TFloat32> logits = answer(ops, pixels, ModelSpec.Output.LOGITS, 2);
            return export(folder, spec(input, ModelSpec.Output.LOGITS), graph, pixels, logits);
        }
    }

    private static Graph graph() {
        TensorFlowRuntime.load();
        return new Graph();
    }

    private static ModelSpec spec(ModelSpec.Input input, ModelSpec.Output output) {
        return new ModelSpec(
                "tiny", 1, List.of("blue", "red"), input, output, ModelSpec.DEFAULT_SIGNATURE, Map.of(), Map.of());
    }

    private static Operand<TFloat32> answer(Ops ops, Operand<TFloat32> pixels, ModelSpec.Output output, int columns) {
        float[][] weights = columns == 1 ? new float[][] {{10}, {0}, {-10}} : new float[][] {{-5, 5}, {0, 0}, {5, -5}};
        Operand<TFloat32> means = ops.math.mean(pixels, ops.constant(new int[] {1, 2}));
        Operand<TFloat32> logits = ops.linalg.matMul(means, ops.constant(weights));
        return switch (output) {
            case SIGMOID -> ops.math.sigmoid(logits);
            case SOFTMAX -> ops.nn.softmax(logits);
            case LOGITS -> logits;
        };
    }

    private static ModelBundle export(
            Path folder, ModelSpec spec, Graph graph, Operand<?> pixels, Operand<TFloat32> answer) throws IOException {
        Signature signature = Signature.builder()
                .key(ModelSpec.DEFAULT_SIGNATURE)
                .input("pixels", pixels)
                .output("answer", answer)
                .build();
        try (Session session = new Session(graph)) {
            SavedModelBundle.exporter(folder.toString())
                    .withFunction(SessionFunction.create(signature, session))
                    .export();
        }
        return ModelBundle.write(folder, spec);
    }
}
