package dev.tideline.classifier;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.tensorflow.types.family.TType;

/**
 * A real SavedModel of a few operations that tells bright pictures from dark ones.
 *
 * @param steepness how much brightness makes it surer; with {@link #confidence} the version that answered can be told
 *     from the answer. Published among the version's metrics
 * @param batchTime how long a batch takes at least, as a larger network's would, but without using the processor
 * @param fault how it is broken
 */
public record BrightnessModel(double steepness, Duration batchTime, Fault fault) {
    public static final String STEEPNESS = "steepness";

    public static final List<String> LABELS = List.of("dark", "bright");
    public static final int SIZE = 16;

    private static final double MIDDLE = 127.5;

    /** How a version may be broken. */
    public enum Fault {
        NONE,
        /** It fails on pictures that are bright all over; the pictures that a model is probed with are not. */
        FAILS_ON_BRIGHT_PICTURES,
        /** It answers what is no probability, so every classifier refuses it. */
        ANSWERS_NONSENSE,
        /** Its probabilities are no numbers; it is refused too. */
        ANSWERS_NO_NUMBERS
    }

    /** One that answers at once and is quite sure. */
    static BrightnessModel quick() {
        return broken(Fault.NONE);
    }

    static BrightnessModel broken(Fault fault) {
        return new BrightnessModel(10, Duration.ZERO, fault);
    }

    /** A sound one. */
    public static BrightnessModel of(double steepness, Duration batchTime) {
        return new BrightnessModel(steepness, batchTime, Fault.NONE);
    }

    /** The right answer to a plain picture of a brightness from 0 to 255. */
    public static String label(int brightness) {
        return LABELS.get(brightness < MIDDLE ? 0 : 1);
    }

    /** How sure a model of a steepness is of that answer. */
    public static double confidence(int brightness, double steepness) {
        return 1 / (1 + Math.exp(-Math.abs(brightness - MIDDLE) / steepness));
    }

    /** Writes the bundle into a folder that does not exist yet. */
    public static ModelBundle write(Path folder, String name) throws IOException {
        return quick().writeTo(folder, name);
    }

    /** A model that calls bright what is dark. */
    public static ModelBundle writeInverted(Path folder, String name) throws IOException {
        return new BrightnessModel(-10, Duration.ZERO, Fault.NONE).writeTo(folder, name);
    }

    /** Writes the bundle into a folder that does not exist yet. */
    ModelBundle writeTo(Path folder, String name) throws IOException {
        TensorFlowRuntime.load();
        try (Graph graph = new Graph()) {
            Ops ops = Ops.create(graph);
            Placeholder<TUint8> pictures =
                    ops.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, SIZE, SIZE, 3)));
            Operand<TFloat32> brightness =
                    ops.math.mean(ops.dtypes.cast(pictures, TFloat32.class), ops.array(1, 2, 3), Mean.keepDims(false));
            Operand<TFloat32> logit = ops.math.div(
                    ops.math.sub(brightness, ops.constant((float) MIDDLE)), ops.constant((float) steepness));
            Operand<TFloat32> answer = answer(ops, brightness, ops.math.sigmoid(logit));
            Operand<TFloat32> probability = ops.math.add(answer, zeroAfterBatchTime(ops));
            Signature signature = Signature.builder()
                    .key(ModelSpec.DEFAULT_SIGNATURE)
                    .input("pictures", pictures)
                    .output("probability", ops.reshape(probability, ops.array(-1, 1)))
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
                        Map.of(STEEPNESS, steepness)));
    }

    /** TensorFlow's datasets can wait; a dataset of a single zero, read in every batch, is the way to make a graph wait. */
    private Operand<TFloat32> zeroAfterBatchTime(Ops ops) {
        Operand<TFloat32> zero = ops.constant(0f);
        if (batchTime.isZero()) {
            return zero;
        }
        List<Class<? extends TType>> types = List.of(TFloat32.class);
        List<Shape> shapes = List.of(Shape.scalar());
        var waiting = ops.data.sleepDataset(
                ops.data.tensorDataset(List.of(zero), shapes), ops.constant(batchTime.toNanos() / 1000), types, shapes);
        return ops.dtypes.cast(
                ops.data
                        .datasetToSingleElement(waiting, types, shapes)
                        .components()
                        .get(0),
                TFloat32.class);
    }

    private Operand<TFloat32> answer(Ops ops, Operand<TFloat32> brightness, Operand<TFloat32> probability) {
        return switch (fault) {
            case NONE -> probability;
            case FAILS_ON_BRIGHT_PICTURES -> {
                Operand<TFloat32> root = ops.math.sqrt(ops.math.sub(ops.constant(200f), brightness));
                Operand<TFloat32> checked = ops.debugging.checkNumerics(root, "dazzled");
                yield ops.math.add(probability, ops.math.mul(ops.constant(0f), checked));
            }
            case ANSWERS_NONSENSE -> ops.math.add(probability, ops.constant(7f));
            case ANSWERS_NO_NUMBERS -> ops.math.mul(probability, ops.constant(Float.NaN));
        };
    }
}
