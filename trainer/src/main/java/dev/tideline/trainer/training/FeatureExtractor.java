package dev.tideline.trainer.training;

import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.trainer.network.FoldedConvolutions;
import dev.tideline.trainer.network.LayerGraph;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * The frozen network: from augmented pixels to what training takes in. A picture's row holds the pooled features, and
 * where fine-tuning will want it the activation at the border, all as 16-bit floats: their rounding, at most 1 part in
 * 2,048, is below what augmentation does to a picture by far.
 *
 * <p>One thread at a time.
 */
final class FeatureExtractor implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Placeholder<TUint8> pixels;
    private final Placeholder<TFloat32> transforms;
    private final List<Operand<TFloat16>> outputs = new ArrayList<>();
    private final Session session;
    private final RowLayout layout;

    FeatureExtractor(MobileNetV2 network, PretrainedWeights weights, RowLayout layout, RuntimeOptions runtime) {
        this.layout = layout;
        Ops tf = Ops.create(graph);
        this.pixels = tf.placeholder(TUint8.class);
        this.transforms = tf.placeholder(TFloat32.class);
        LayerGraph layers = new LayerGraph(tf, network, FoldedConvolutions.frozen(tf, weights));
        Operand<TFloat32> input =
                LayerGraph.preprocess(tf, Transforms.apply(tf, pixels, transforms, network.inputSize()));
        Operand<TFloat32> atBorder = layers.between(1, layout.border(), input);
        outputs.add(tf.dtypes.cast(layers.pool(layers.from(layout.border(), atBorder)), TFloat16.class));
        if (layout.borderBytes() > 0) {
            outputs.add(tf.dtypes.cast(atBorder, TFloat16.class));
        }
        this.session = new Session(graph, runtime.toConfigProto());
    }

    /**
     * @param pictures [n, size, size, 3]; stays the caller's
     * @param eachTransform projective transforms, [n, 8]; stays the caller's
     * @return n rows, one after the other
     */
    byte[] extract(TUint8 pictures, TFloat32 eachTransform) {
        Session.Runner runner = session.runner().feed(pixels, pictures).feed(transforms, eachTransform);
        outputs.forEach(runner::fetch);
        try (Result result = runner.run()) {
            int rows = Math.toIntExact(pictures.shape().get(0));
            byte[] all = new byte[Math.multiplyExact(rows, layout.rowBytes())];
            scatter(result, 0, all, 0, layout.featureBytes(), rows);
            if (layout.borderBytes() > 0) {
                scatter(result, 1, all, layout.featureBytes(), layout.borderBytes(), rows);
            }
            return all;
        }
    }

    private void scatter(Result result, int output, byte[] all, int offset, int length, int rows) {
        var data = result.get(output).asRawTensor().data();
        for (int row = 0; row < rows; row++) {
            data.offset((long) row * length).read(all, row * layout.rowBytes() + offset, length);
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
