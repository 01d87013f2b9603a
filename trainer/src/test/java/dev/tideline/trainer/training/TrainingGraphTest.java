package dev.tideline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.trainer.network.Calibration;
import dev.tideline.trainer.network.GraphVariables;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.VariableSpec;
import dev.tideline.trainer.network.WeightTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class TrainingGraphTest {
    private static final int SIZE = 32;
    private static final int PICTURES = 4;
    private static final MobileNetV2 NETWORK = MobileNetV2.of(0.1, SIZE);
    private static PretrainedWeights weights;

    @BeforeAll
    static void lively() {
        TensorFlowRuntime.load();
        weights = lively(PretrainedWeights.none(0.1, 3));
    }

    /**
     * One kind of layer a row. Plain gradient descent shows the gradient, and its length is compared with the slope of
     * the loss in its direction: one number for all elements, large enough to be measured in 32-bit floats.
     */
    @ParameterizedTest
    @CsvSource({
        "block_15_project/kernel, convolution 1 x 1",
        "Conv1/kernel, convolution 3 x 3 at stride 2",
        "block_14_depthwise/depthwise_kernel, depthwise convolution",
        "block_13_depthwise/depthwise_kernel, padding and depthwise convolution at stride 2",
        "block_16_project_BN/gamma, batch normalization",
        "block_16_project_BN/beta, batch normalization",
        "block_12_expand_BN/beta, ReLU6 and the residual sum",
        "dense/kernel, dense",
        "dense/bias, dense"
    })
    void gradientsAreThoseOfTheLossNumerically(String key, String kind) {
        for (int classes : List.of(2, 3)) {
            Head head = Head.initial(HeadInitializer.GLOROT_UNIFORM, NETWORK.features(), classes, 5);
            ModelState state = new ModelState(weights, head);
            float rate = 1;
            WeightTensor before = value(state, key);
            WeightTensor after = afterOneDescent(state, classes, key, rate);
            double slope = 0;
            float[] direction = new float[before.values().length];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = (before.values()[i] - after.values()[i]) / rate;
                slope += (double) direction[i] * direction[i];
            }
            double length = Math.sqrt(slope);
            double step = 5e-4;
            double forward = loss(moved(state, key, direction, step / length), classes);
            double backward = loss(moved(state, key, direction, -step / length), classes);

            assertThat((forward - backward) / (2 * step))
                    .as("%s, %d classes", kind, classes)
                    .isCloseTo(length, within(0.04 * length + 1e-3));
        }
    }

    @Test
    void whatIsFrozenAndWhatBatchNormalizationKeepsDoesNotChangeByABit() {
        int trainedFrom = 100;
        ModelState start =
                new ModelState(weights, Head.initial(HeadInitializer.GLOROT_UNIFORM, NETWORK.features(), 2, 5));
        ModelState end;
        try (TrainingGraph graph = graph(start, 2, trainedFrom, new Optimizer.RmsProp(1e-3));
                Batch batch = pictures(2)) {
            for (int step = 0; step < 3; step++) {
                graph.train(batch, ones());
            }
            end = start.with(graph.trained());
        }
        var learned =
                NETWORK.trainableVariables(trainedFrom).map(VariableSpec::key).collect(Collectors.toSet());
        assertThat(NETWORK.variables()).allSatisfy(variable -> {
            boolean same = Arrays.equals(
                    start.base().tensor(variable).values(),
                    end.base().tensor(variable).values());
            assertThat(same).as(variable.key()).isEqualTo(!learned.contains(variable.key()));
        });
    }

    @Test
    void theBorderContinuesWhatThePixelsBegan() {
        int border = NETWORK.border(100);
        ModelState state =
                new ModelState(weights, Head.initial(HeadInitializer.GLOROT_UNIFORM, NETWORK.features(), 2, 5));
        RowLayout layout = new RowLayout(
                NETWORK.features(),
                border,
                NETWORK.layer(border - 1).output(),
                2 * NETWORK.layer(border - 1).output().size());
        try (Batch batch = pictures(2);
                TrainingGraph whole = graph(state, 2, 100, new Optimizer.Adam(1e-3));
                FeatureExtractor extractor = new FeatureExtractor(NETWORK, weights, layout, RuntimeOptions.defaults());
                TrainingGraph rest = graph(state, 2, 100, new Optimizer.Adam(1e-3), new Entry.Border(border));
                Batch stored = border(
                        extractor.extract(
                                (TUint8) batch.input(), batch.transforms().orElseThrow()),
                        layout,
                        batch.labels())) {
            float[] expected = whole.evaluate(batch).probabilities();
            float[] found = rest.evaluate(stored).probabilities();
            for (int i = 0; i < PICTURES; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(2e-3f));
            }
        }
    }

    @Test
    void extremeLogitsGiveAFiniteLoss() {
        Head sure = new Head(
                new WeightTensor(List.of(NETWORK.features(), 1), new float[NETWORK.features()]),
                new WeightTensor(List.of(1), new float[] {200}));
        try (TrainingGraph graph = graph(new ModelState(weights, sure), 2, 154, new Optimizer.Adam(1e-3));
                Batch batch = pictures(2)) {
            assertThat(graph.evaluate(batch).loss()).isCloseTo(400, within(1e-3));
        }
    }

    private static Batch border(byte[] rows, RowLayout layout, int[] labels) {
        byte[] borders = new byte[labels.length * layout.borderBytes()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(
                    rows,
                    i * layout.rowBytes() + layout.featureBytes(),
                    borders,
                    i * layout.borderBytes(),
                    layout.borderBytes());
        }
        var tensor = Tensor.of(
                TFloat16.class,
                Shape.of(labels.length, layout.borderBytes() / 2),
                DataBuffers.of(borders, true, false));
        return new Batch(tensor, Optional.empty(), labels);
    }

    private static WeightTensor afterOneDescent(ModelState state, int classes, String key, float rate) {
        try (TrainingGraph graph = graph(state, classes, 0, new Descent(rate));
                Batch batch = pictures(classes)) {
            graph.train(batch, ones());
            return graph.trained().get(key);
        }
    }

    private static double loss(ModelState state, int classes) {
        try (TrainingGraph graph = graph(state, classes, 154, new Optimizer.Adam(1e-3));
                Batch batch = pictures(classes)) {
            return graph.evaluate(batch).loss() / PICTURES;
        }
    }

    private static TrainingGraph graph(ModelState state, int classes, int trainedFrom, Optimizer optimizer) {
        return graph(state, classes, trainedFrom, optimizer, new Entry.Pictures());
    }

    private static TrainingGraph graph(
            ModelState state, int classes, int trainedFrom, Optimizer optimizer, Entry entry) {
        return new TrainingGraph(new TrainingGraph.Plan(
                NETWORK,
                state.base(),
                state.head(),
                classes,
                entry,
                trainedFrom,
                optimizer,
                0,
                1,
                RuntimeOptions.defaults()));
    }

    private static Batch pictures(int classes) {
        byte[] pixels = new byte[PICTURES * SIZE * SIZE * 3];
        SplittableRandom random = new SplittableRandom(9);
        int[] labels = new int[PICTURES];
        for (int picture = 0; picture < PICTURES; picture++) {
            labels[picture] = picture % classes;
            int bright = random.nextInt(80, 200);
            for (int i = 0; i < SIZE * SIZE * 3; i++) {
                pixels[picture * SIZE * SIZE * 3 + i] = (byte) (bright + random.nextInt(-60, 55));
            }
        }
        TUint8 tensor = TUint8.tensorOf(Shape.of(PICTURES, SIZE, SIZE, 3), DataBuffers.of(pixels, true, false));
        List<float[]> transforms = Collections.nCopies(PICTURES, Transforms.identity());
        return new Batch(tensor, Optional.of(PictureBatches.transforms(transforms)), labels);
    }

    private static float[] ones() {
        float[] ones = new float[PICTURES];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static WeightTensor value(ModelState state, String key) {
        return switch (key) {
            case Head.KERNEL -> state.head().kernel();
            case Head.BIAS -> state.head().bias();
            default ->
                state.base()
                        .tensor(NETWORK.variables()
                                .filter(variable -> variable.key().equals(key))
                                .findFirst()
                                .orElseThrow());
        };
    }

    private static ModelState moved(ModelState state, String key, float[] direction, double factor) {
        WeightTensor old = value(state, key);
        float[] values = old.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (factor * direction[i]);
        }
        Map<String, WeightTensor> changed = new HashMap<>();
        changed.put(Head.KERNEL, state.head().kernel());
        changed.put(Head.BIAS, state.head().bias());
        changed.put(key, new WeightTensor(old.shape(), values));
        return state.with(changed);
    }

    /** Statistics, scales and shifts unlike their initial values, and signals that do not fade through 50 layers. */
    private static PretrainedWeights lively(PretrainedWeights random) {
        SplittableRandom generator = new SplittableRandom(4);
        Map<String, WeightTensor> changed = new HashMap<>();
        try (TUint8 pixels = (TUint8) pictures(2).input()) {
            PretrainedWeights calibrated = Calibration.calibrate(random, NETWORK, pixels);
            NETWORK.variables().filter(variable -> variable.shape().size() == 1).forEach(variable -> {
                float[] values = calibrated.tensor(variable).values().clone();
                for (int i = 0; i < values.length; i++) {
                    values[i] = variable.name().equals(VariableSpec.BETA)
                            ? (float) generator.nextDouble(0.3, 0.9)
                            : values[i] * (float) generator.nextDouble(0.8, 1.2)
                                    + (variable.name().equals(VariableSpec.MOVING_VARIANCE) ? 0.05f : 0);
                }
                changed.put(variable.key(), new WeightTensor(variable.shape(), values));
            });
            return calibrated.with(changed);
        }
    }

    /** Plain gradient descent, which shows the gradient as it is. */
    private record Descent(float rate) implements Optimizer {
        @Override
        public List<Op> updates(Ops tf, GraphVariables variables, Output<?>[] gradients, Operand<TFloat32> step) {
            List<Op> updates = new ArrayList<>();
            for (Variable<TFloat32> variable : variables.trainable()) {
                updates.add(tf.train.applyGradientDescent(
                        variable, tf.constant(rate), gradients[updates.size()].expect(TFloat32.class)));
            }
            return updates;
        }
    }
}
