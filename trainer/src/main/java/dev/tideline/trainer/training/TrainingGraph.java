package dev.tideline.trainer.training;

import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.trainer.network.FoldedConvolutions;
import dev.tideline.trainer.network.GraphVariables;
import dev.tideline.trainer.network.LayerGraph;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.Tensors;
import dev.tideline.trainer.network.WeightTensor;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The network from its {@link Entry} to the loss, what learns in it, and the update of one step. Batch normalization
 * keeps its moving statistics, whatever learns.
 *
 * <p>One thread at a time.
 */
final class TrainingGraph implements AutoCloseable {
    /**
     * What is trained, and how.
     *
     * @param trainedFrom the first layer that learns; past the last, only the head does
     * @param dropout share of the features that a step leaves out
     */
    record Plan(
            MobileNetV2 network,
            PretrainedWeights weights,
            Head head,
            int classes,
            Entry entry,
            int trainedFrom,
            Optimizer optimizer,
            double dropout,
            long seed,
            RuntimeOptions runtime) {}

    /** Sums over a batch; probabilities are those of {@link Objective#probabilities}, row by row. */
    record Outcome(double loss, int hits, float[] probabilities) {}

    private final Plan plan;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final GraphVariables variables = new GraphVariables(tf);
    private final Placeholder<? extends TType> input;
    private final Placeholder<TFloat32> transforms = tf.placeholder(TFloat32.class);
    private final Placeholder<TInt32> labels = tf.placeholder(TInt32.class);
    private final Placeholder<TFloat32> importance = tf.placeholder(TFloat32.class);
    private final Placeholder<TInt32> step = tf.placeholder(TInt32.class);
    private final Operand<TFloat32> trainingLoss;
    private final Operand<TFloat32> trainingHits;
    private final Operand<TFloat32> loss;
    private final Operand<TFloat32> hits;
    private final Operand<TFloat32> probabilities;
    private final List<Op> updates;
    private final Session session;
    private int steps;

    TrainingGraph(Plan plan) {
        this.plan = plan;
        this.input = placeholder(plan.entry());
        Operand<TFloat32> features = features();
        Operand<TFloat32> kernel = variables.trainable(Head.KERNEL, plan.head().kernel());
        Operand<TFloat32> bias = variables.trainable(Head.BIAS, plan.head().bias());
        Operand<TFloat32> logits = dense(features, kernel, bias);
        Operand<TFloat32> trainingLogits = dense(dropOut(features), kernel, bias);

        Objective objective = new Objective(tf, plan.classes());
        Operand<TInt32> all = tf.constant(new int[] {0});
        Operand<TFloat32> weighted = tf.math.mul(objective.losses(trainingLogits, labels), importance);
        this.trainingLoss = tf.reduceSum(weighted, all);
        this.trainingHits = tf.reduceSum(objective.hits(trainingLogits, labels), all);
        this.loss = tf.reduceSum(objective.losses(logits, labels), all);
        this.hits = tf.reduceSum(objective.hits(logits, labels), all);
        this.probabilities = objective.probabilities(logits);
        this.updates = updates(tf.math.mean(weighted, all));
        this.session = new Session(graph, plan.runtime().toConfigProto());
        variables.initialize(session);
    }

    /**
     * Learns from a batch.
     *
     * @param weights how much each picture's loss counts
     */
    Outcome train(Batch batch, float[] weights) {
        steps++;
        try (TInt32 stepTensor = TInt32.scalarOf(steps);
                TFloat32 weightsTensor = TFloat32.vectorOf(weights);
                TInt32 labelsTensor = TInt32.vectorOf(batch.labels())) {
            Session.Runner runner = feed(batch)
                    .feed(labels, labelsTensor)
                    .feed(importance, weightsTensor)
                    .feed(step, stepTensor)
                    .fetch(trainingLoss)
                    .fetch(trainingHits);
            updates.forEach(runner::addTarget);
            try (Result result = runner.run()) {
                return new Outcome(scalar(result, 0), (int) scalar(result, 1), new float[0]);
            }
        }
    }

    /** Judges a batch, without dropout and without learning. */
    Outcome evaluate(Batch batch) {
        try (TInt32 labelsTensor = TInt32.vectorOf(batch.labels());
                Result result = feed(batch)
                        .feed(labels, labelsTensor)
                        .fetch(loss)
                        .fetch(hits)
                        .fetch(probabilities)
                        .run()) {
            return new Outcome(scalar(result, 0), (int) scalar(result, 1), Tensors.floats((TFloat32) result.get(2)));
        }
    }

    /** The values of what learns, by key. */
    Map<String, WeightTensor> trained() {
        return variables.read(session);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private Placeholder<? extends TType> placeholder(Entry entry) {
        if (entry instanceof Entry.Pictures) {
            return tf.placeholder(TUint8.class);
        }
        return tf.placeholder(TFloat16.class);
    }

    private Operand<TFloat32> features() {
        LayerGraph layers = new LayerGraph(
                tf, plan.network(), FoldedConvolutions.trained(tf, plan.weights(), plan.trainedFrom(), variables));
        if (plan.entry() instanceof Entry.Pictures) {
            int size = plan.network().inputSize();
            Operand<TFloat32> pixels = Transforms.apply(tf, input.asOutput().expect(TUint8.class), transforms, size);
            return layers.pool(layers.from(1, LayerGraph.preprocess(tf, pixels)));
        }
        Operand<TFloat32> stored = tf.dtypes.cast(input.asOutput().expect(TFloat16.class), TFloat32.class);
        return plan.entry() instanceof Entry.Border border
                ? layers.pool(layers.from(border.layer(), tf.reshape(stored, borderShape(border))))
                : stored;
    }

    /** Tells TensorFlow the shape of what is fed, without which it cannot derive shapes for the gradients. */
    private Operand<TInt32> borderShape(Entry.Border border) {
        var shape = plan.network().layer(border.layer() - 1).output();
        return tf.constant(new int[] {-1, shape.height(), shape.width(), shape.channels()});
    }

    private Operand<TFloat32> dense(Operand<TFloat32> features, Operand<TFloat32> kernel, Operand<TFloat32> bias) {
        return tf.nn.biasAdd(tf.linalg.matMul(features, kernel), bias);
    }

    /** Inverted dropout; the same for a seed and a step. */
    private Operand<TFloat32> dropOut(Operand<TFloat32> features) {
        if (plan.dropout() == 0) {
            return features;
        }
        float kept = (float) (1 - plan.dropout());
        Operand<TInt32> seed = tf.stack(List.of(tf.constant((int) (plan.seed() ^ plan.seed() >>> 32)), step));
        Operand<TFloat32> random = tf.random.statelessRandomUniform(tf.shape(features), seed);
        Operand<TFloat32> mask = tf.dtypes.cast(tf.math.less(random, tf.constant(kept)), TFloat32.class);
        return tf.math.mul(features, tf.math.mul(mask, tf.constant(1 / kept)));
    }

    private List<Op> updates(Operand<TFloat32> meanLoss) {
        Output<?>[] learning =
                variables.trainable().stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(meanLoss.asOutput(), learning);
        // An update writes into its variable, so none may begin while a gradient is still computed from the old values.
        Ops afterGradients = tf.withControlDependencies(List.<Op>of(gradients));
        return plan.optimizer().updates(afterGradients, variables, gradients, tf.dtypes.cast(step, TFloat32.class));
    }

    private Session.Runner feed(Batch batch) {
        Session.Runner runner = session.runner().feed(input, batch.input());
        batch.transforms().ifPresent(tensor -> runner.feed(transforms, tensor));
        return runner;
    }

    private static double scalar(Result result, int index) {
        return ((TFloat32) result.get(index)).getFloat();
    }
}
