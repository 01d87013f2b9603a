package dev.tideline.benchmarks.engine;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.trainer.network.FoldedConvolutions;
import dev.tideline.trainer.network.LayerGraph;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
 * MobileNetV2 with its 1,001 ImageNet classes as a bundle of the kind that the trainer exports: constants only, batch
 * normalization folded, bytes in, probabilities out. Layer for layer the network of the ONNX file, whose dense layer it
 * takes; labels are the numbers of the classes.
 */
final class ImageNetModel {
    private static final int CLASSES = 1001;

    private ImageNetModel() {}

    static ModelBundle write(Path folder, PretrainedWeights base, OnnxWeights onnx, int size) throws IOException {
        TensorFlowRuntime.load();
        Files.createDirectories(folder);
        MobileNetV2 network = MobileNetV2.of(base.width(), size);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TUint8> pictures = tf.withName("pictures")
                    .placeholder(TUint8.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, size, size, 3)));
            LayerGraph layers = new LayerGraph(tf, network, FoldedConvolutions.frozen(tf, base));
            Operand<TFloat32> features = layers.pool(layers.from(1, LayerGraph.preprocess(tf, pictures)));
            Operand<TFloat32> logits = tf.nn.biasAdd(
                    tf.linalg.matMul(
                            features, Tensors.constant(tf, onnx.tensor("lw", List.of(network.features(), CLASSES)))),
                    Tensors.constant(tf, onnx.tensor("lb", List.of(CLASSES))));
            Signature signature = Signature.builder()
                    .key(ModelSpec.DEFAULT_SIGNATURE)
                    .input("pictures", pictures)
                    .output("probabilities", tf.nn.softmax(logits))
                    .methodName("tensorflow/serving/predict")
                    .build();
            try (Session session = new Session(graph)) {
                SavedModelBundle.exporter(folder.toString())
                        .withFunction(SessionFunction.create(signature, session))
                        .export();
            }
        }
        return ModelBundle.write(folder, spec(size));
    }

    private static ModelSpec spec(int size) {
        List<String> labels =
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
        return new ModelSpec(
                "imagenet",
                0,
                labels,
                ModelSpec.Input.uint8(size, size),
                ModelSpec.Output.SOFTMAX,
                ModelSpec.DEFAULT_SIGNATURE,
                Map.of(),
                Map.of());
    }
}
