package dev.tideline.trainer.network;

import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Sets the moving statistics of every batch normalization to what a batch of pictures gives: a data-dependent
 * initialization (Krähenbühl et al., 2016). With it, random layers keep pictures apart, and their features, though
 * learned from nothing, can be told apart by a trained head.
 */
public final class Calibration {
    private Calibration() {}

    /**
     * @param pixels [n, inputSize, inputSize, 3]; stays the caller's
     * @return the weights with new moving means and variances, the rest as they were
     */
    public static PretrainedWeights calibrate(PretrainedWeights weights, MobileNetV2 network, TUint8 pixels) {
        TensorFlowRuntime.load();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TUint8> input = tf.placeholder(TUint8.class);
            Map<String, Operand<TFloat32>> statistics = new LinkedHashMap<>();
            new LayerGraph(tf, network, (x, convolution, normalization) -> {
                        FusedBatchNorm<TFloat32, TFloat32> normalized = normalize(tf, weights, convolution, x);
                        statistics.put(
                                normalization.variable(VariableSpec.MOVING_MEAN).key(), normalized.batchMean());
                        statistics.put(
                                normalization
                                        .variable(VariableSpec.MOVING_VARIANCE)
                                        .key(),
                                normalized.batchVariance());
                        return normalized.y();
                    })
                    .from(1, LayerGraph.preprocess(tf, input));
            try (Session session = new Session(graph)) {
                return weights.with(fetch(session.runner().feed(input, pixels), statistics));
            }
        }
    }

    /** Random weights have γ = 1 and β = 0. */
    private static FusedBatchNorm<TFloat32, TFloat32> normalize(
            Ops tf, PretrainedWeights weights, Layer convolution, Operand<TFloat32> input) {
        VariableSpec kernel = convolution.variables().get(0);
        Operand<TFloat32> convolved =
                LayerGraph.convolve(tf, convolution, input, Tensors.constant(tf, weights.tensor(kernel)));
        float[] none = {};
        int channels = convolution.output().channels();
        return tf.nn.fusedBatchNorm(
                convolved,
                Tensors.constant(tf, Tensors.filled(List.of(channels), 1)),
                Tensors.constant(tf, Tensors.filled(List.of(channels), 0)),
                tf.constant(none),
                tf.constant(none),
                FusedBatchNorm.isTraining(true),
                FusedBatchNorm.epsilon(MobileNetV2.EPSILON));
    }

    private static Map<String, WeightTensor> fetch(Session.Runner runner, Map<String, Operand<TFloat32>> statistics) {
        statistics.values().forEach(runner::fetch);
        Map<String, WeightTensor> values = new HashMap<>();
        try (Result result = runner.run()) {
            for (String key : statistics.keySet()) {
                values.put(key, Tensors.copy((TFloat32) result.get(values.size())));
            }
        }
        return values;
    }
}
