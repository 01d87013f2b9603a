package dev.tideline.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.model.bundle.InvalidBundleException;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.schemas.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;

class ImageClassifierTest {
    private static final Pixels RED = color(255, 0, 0);
    private static final Pixels BLUE = color(0, 0, 255);
    private static final Pixels FAINT_RED = color(51, 0, 0);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"SIGMOID, 1", "SOFTMAX, 2", "LOGITS, 2", "LOGITS, 1"})
    void everyKindOfOutputBecomesProbabilitiesOfTheLabels(ModelSpec.Output output, int columns) throws Exception {
        try (ImageClassifier classifier = load(TinyModel.uint8(folder, output, columns))) {
            List<Classification> answers = classifier.classify(List.of(RED, BLUE, FAINT_RED));

            assertThat(answers).extracting(Classification::label).containsExactly("red", "blue", "red");
            // 1 / (1 + exp(-2)), since the logit is 10 * 51 / 255.
            assertThat(answers.get(2).confidence()).isCloseTo(0.880797f, Offset.offset(1e-5f));
            assertThat(answers.get(2).probabilities()[0]).isCloseTo(0.119203f, Offset.offset(1e-5f));
        }
    }

    @Test
    void floatModelsGetScaledPixels() throws Exception {
        try (ImageClassifier classifier = load(TinyModel.float32(folder))) {
            assertThat(classifier.classify(List.of(FAINT_RED)).get(0).confidence())
                    .isCloseTo(0.880797f, Offset.offset(1e-5f));
        }
    }

    @Test
    void aTensorFlowHubClassifierKnowsAUniform() throws Exception {
        Path hub = SharedData.path("tfhub/mobilenet_v2_100_224_classification");
        ModelSpec spec = new ModelSpec(
                "mobilenet_v2",
                1,
                Files.readAllLines(hub.resolve("labels.txt")),
                new ModelSpec.Input(224, 224, ModelSpec.PixelType.FLOAT32, 1 / 255.0, 0),
                ModelSpec.Output.LOGITS,
                ModelSpec.DEFAULT_SIGNATURE,
                Map.of(),
                Map.of());
        byte[] picture = Files.readAllBytes(SharedData.path("pictures/grace_hopper.jpg"));
        try (PictureDecoder decoder = new PictureDecoder(224, 224, DecodeLimits.defaults());
                ImageClassifier classifier = load(new ModelBundle(hub, spec))) {
            Classification answer =
                    classifier.classify(List.of(decoder.decode(picture))).get(0);

            assertThat(answer.label()).isEqualTo("military uniform");
            assertThat(answer.top(5)).hasSize(5).first().satisfies(best -> {
                assertThat(best.label()).isEqualTo("military uniform");
                assertThat(best.probability()).isEqualTo(answer.confidence()).isGreaterThan(0.5f);
            });
        }
    }

    @Test
    void bfloat16ChangesProbabilitiesLittle() throws Exception {
        ModelBundle bundle = TinyModel.uint8(folder, ModelSpec.Output.SIGMOID, 1);
        RuntimeOptions options = RuntimeOptions.defaults().withPrecision(Precision.BFLOAT16);
        try (ImageClassifier classifier = ImageClassifier.load(bundle, options)) {
            assertThat(classifier.classify(List.of(FAINT_RED)).get(0).confidence())
                    .isCloseTo(0.8808f, Offset.offset(0.01f));
        }
    }

    @Test
    void labelsThatDoNotFitTheOutputAreRefusedWhenTheModelLoads() throws Exception {
        ModelBundle made = TinyModel.uint8(folder, ModelSpec.Output.SOFTMAX, 2);
        ModelBundle wrong = with(made, List.of("a", "b", "c"), ModelSpec.DEFAULT_SIGNATURE);

        assertThatThrownBy(() -> load(wrong))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("3 labels")
                .hasMessageContaining("[2, 2]");
    }

    @Test
    void aSignatureThatTheModelLacksIsRefusedWithThoseThatItHas() throws Exception {
        ModelBundle made = TinyModel.uint8(folder, ModelSpec.Output.SOFTMAX, 2);
        ModelBundle wrong = with(made, List.of("a", "b"), "predict");

        assertThatThrownBy(() -> load(wrong))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining("no signature 'predict', only [serving_default]");
    }

    @Test
    void aSignatureOfATensorThatTheModelLacksIsRefused() throws Exception {
        ModelBundle made = TinyModel.uint8(folder, ModelSpec.Output.SOFTMAX, 2);
        Path file = folder.resolve("saved_model.pb");
        SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
        MetaGraphDef.Builder graph = model.getMetaGraphsBuilder(0);
        SignatureDef.Builder signature = graph.getSignatureDefOrThrow(ModelSpec.DEFAULT_SIGNATURE).toBuilder();
        signature
                .getOutputsMap()
                .forEach((name, tensor) -> signature.putOutputs(
                        name, tensor.toBuilder().setName("nowhere:0").build()));
        graph.putSignatureDef(ModelSpec.DEFAULT_SIGNATURE, signature.build());
        Files.write(file, model.build().toByteArray());

        assertThatThrownBy(() -> load(made))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("nowhere");
    }

    @Test
    void aModelThatTensorFlowCannotReadIsNamed() throws Exception {
        ModelBundle made = TinyModel.uint8(folder, ModelSpec.Output.SOFTMAX, 2);
        Files.writeString(folder.resolve("saved_model.pb"), "not a graph");

        assertThatThrownBy(() -> load(made))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aPictureOfAnotherSizeIsRefusedAndAnEmptyBatchIsNothing() throws Exception {
        try (ImageClassifier classifier = load(TinyModel.uint8(folder, ModelSpec.Output.SIGMOID, 1))) {
            assertThat(classifier.classify(List.of())).isEmpty();
            assertThatThrownBy(() -> classifier.classify(List.of(RED, new Pixels(1, 2, new byte[6]))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("4×4")
                    .hasMessageContaining("1×2");
        }
    }

    @Test
    void aClosedClassifierSaysSo() throws Exception {
        ImageClassifier classifier = load(TinyModel.uint8(folder, ModelSpec.Output.SIGMOID, 1));
        classifier.close();
        classifier.close();

        assertThatThrownBy(() -> classifier.classify(List.of(RED)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void manyThreadsGetTheirOwnAnswersWithoutLeakingMemory() throws Exception {
        try (ImageClassifier classifier = load(TinyModel.uint8(folder, ModelSpec.Output.SIGMOID, 1))) {
            classifier.warm(1, 8);
            runOnThreads(classifier);
            long leastGrowth = Long.MAX_VALUE;
            for (int round = 0; round < 4; round++) {
                long before = bytesOutsideTheHeap();
                runOnThreads(classifier);
                leastGrowth = Math.min(leastGrowth, bytesOutsideTheHeap() - before);
            }

            // A leaked input of 512×4×4×3 bytes a batch would be 98 MB in every round. One round may grow without a
            // leak: memory that the heap has reserved counts as outside of it until it is used.
            assertThat(leastGrowth).isLessThan(50L << 20);
        }
    }

    private static long bytesOutsideTheHeap() {
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }

    private static void runOnThreads(ImageClassifier classifier) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (var done : threads.invokeAll(
                    List.of(sameAnswers(classifier, RED, "red"), sameAnswers(classifier, BLUE, "blue")))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Void> sameAnswers(ImageClassifier classifier, Pixels picture, String label) {
        return () -> {
            for (int i = 0; i < 2_000; i++) {
                assertThat(classifier
                                .classify(Collections.nCopies(512, picture))
                                .get(511)
                                .label())
                        .isEqualTo(label);
            }
            return null;
        };
    }

    private static ModelBundle with(ModelBundle bundle, List<String> labels, String signature) {
        ModelSpec spec = bundle.spec();
        return new ModelBundle(
                bundle.folder(),
                new ModelSpec(
                        spec.name(),
                        spec.version(),
                        labels,
                        spec.input(),
                        spec.output(),
                        signature,
                        spec.lineage(),
                        spec.metrics()));
    }

    private static ImageClassifier load(ModelBundle bundle) throws Exception {
        return ImageClassifier.load(bundle, RuntimeOptions.defaults());
    }

    private static Pixels color(int red, int green, int blue) {
        byte[] rgb = new byte[TinyModel.SIZE * TinyModel.SIZE * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
            rgb[i + 2] = (byte) blue;
        }
        return new Pixels(TinyModel.SIZE, TinyModel.SIZE, rgb);
    }
}
