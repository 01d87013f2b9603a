package dev.tideline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.schemas.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * The five best of 1,001 ImageNet classes and their logits, of three photos at 224 × 224, against an independent
 * implementation of the network. The Keras file has no top; the dense layer comes from the TensorFlow Hub classifier,
 * whose other weights are those of the Keras file.
 */
class GoldenTopFiveIT {
    private static final int SIZE = 224;

    private static JsonNode golden;
    private static Path hub;

    @BeforeAll
    static void find() throws IOException {
        TensorFlowRuntime.load();
        golden = new ObjectMapper()
                .readTree(SharedData.path("golden/mobilenet_v2_1.00_160.json").toFile())
                .get("imagenet_top5_at_224");
        hub = SharedData.path("tfhub/mobilenet_v2_100_224_classification");
    }

    /** Pixels stay the fractions that resizing gives, as they did there, so that nothing but the network is compared. */
    @Test
    void ourNetworkGivesTheSameLogits() throws Exception {
        PretrainedWeights weights =
                PretrainedWeights.read(SharedData.path("weights/mobilenet_v2_1.00_imagenet_no_top.h5"));
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Placeholder<TString> jpeg = tf.placeholder(TString.class);
            LayerGraph layers = new LayerGraph(tf, MobileNetV2.of(1.0, SIZE), FoldedConvolutions.frozen(tf, weights));
            Operand<TFloat32> features = layers.pool(layers.from(1, LayerGraph.preprocess(tf, unrounded(tf, jpeg))));
            Operand<TFloat32> logits = DenseTop.of(hub).logits(tf, features);
            for (Map.Entry<String, JsonNode> picture : golden.properties()) {
                byte[] encoded = Files.readAllBytes(SharedData.path(picture.getKey()));
                try (TString input = TString.tensorOfBytes(NdArrays.scalarOfObject(encoded));
                        Result result =
                                session.runner().feed(jpeg, input).fetch(logits).run()) {
                    assertTop(picture, 5, Tensors.floats((TFloat32) result.get(0)), 1e-3);
                }
            }
        }
    }

    /**
     * What people are served: the decoder rounds pixels to bytes, which moves a logit by up to 0.07. The fifth and the
     * sixth class of one photo are nearer to each other, so only the first four must be in order.
     */
    @Test
    void theServedHubModelGivesTheSameLogits() throws Exception {
        // The classifier passes on what a model calls probabilities, which makes its logits visible.
        ModelSpec spec = new ModelSpec(
                "hub",
                0,
                Files.readAllLines(hub.resolve("labels.txt")),
                new ModelSpec.Input(SIZE, SIZE, ModelSpec.PixelType.FLOAT32, 1 / 255.0, 0),
                ModelSpec.Output.SOFTMAX,
                ModelSpec.DEFAULT_SIGNATURE,
                Map.of(),
                Map.of());
        RuntimeOptions float32 = RuntimeOptions.defaults().withPrecision(Precision.FLOAT32);
        try (PictureDecoder decoder = new PictureDecoder(SIZE, SIZE, DecodeLimits.defaults());
                ImageClassifier classifier = ImageClassifier.load(new ModelBundle(hub, spec), float32)) {
            for (Map.Entry<String, JsonNode> picture : golden.properties()) {
                byte[] encoded = Files.readAllBytes(SharedData.path(picture.getKey()));
                float[] logits = classifier
                        .classify(List.of(decoder.decode(encoded)))
                        .get(0)
                        .probabilities();
                assertTop(picture, 4, logits, 0.1);
                assertLabels(picture, spec.labels());
            }
        }
    }

    /** All five logits are as near as that, and so many of the classes are ours too, in this order. */
    private static void assertTop(Map.Entry<String, JsonNode> picture, int inOrder, float[] logits, double tolerance) {
        List<Integer> theirs = StreamSupport.stream(picture.getValue().spliterator(), false)
                .map(entry -> entry.get(0).intValue())
                .toList();
        List<Integer> ours = IntStream.range(0, logits.length)
                .boxed()
                .sorted((one, other) -> Float.compare(logits[other], logits[one]))
                .toList();
        assertThat(theirs).hasSize(5);
        assertThat(ours.subList(0, inOrder)).as(picture.getKey()).isEqualTo(theirs.subList(0, inOrder));
        for (JsonNode entry : picture.getValue()) {
            assertThat((double) logits[entry.get(0).intValue()])
                    .as("%s: %s", picture.getKey(), entry.get(1))
                    .isCloseTo(entry.get(2).doubleValue(), within(tolerance));
        }
    }

    private static void assertLabels(Map.Entry<String, JsonNode> picture, List<String> labels) {
        for (JsonNode entry : picture.getValue()) {
            assertThat(labels.get(entry.get(0).intValue()))
                    .isEqualTo(entry.get(1).textValue());
        }
    }

    private static Operand<TFloat32> unrounded(Ops tf, Operand<TString> jpeg) {
        return tf.image.resizeBilinear(
                tf.expandDims(
                        tf.image.decodeJpeg(jpeg, DecodeJpeg.channels(3L), DecodeJpeg.dctMethod("INTEGER_ACCURATE")),
                        tf.constant(0)),
                tf.constant(new int[] {SIZE, SIZE}),
                ResizeBilinear.halfPixelCenters(true));
    }
}
