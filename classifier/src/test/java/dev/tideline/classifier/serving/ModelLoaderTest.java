package dev.tideline.classifier.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.classifier.BrightnessModel;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLoaderTest {
    @TempDir
    Path folder;

    private ModelBundle bundle(String name) throws Exception {
        return BrightnessModel.write(folder.resolve(name), name);
    }

    private static ImageClassifier network(ModelBundle bundle) throws Exception {
        return ImageClassifier.load(bundle, RuntimeOptions.defaults());
    }

    @Test
    void aBatchSizeThatIsSetIsTaken() throws Exception {
        ModelLoader loader = new ModelLoader(new ServingSettings(OptionalInt.of(7), PrecisionChoice.AUTO));

        try (LoadedModel model = loader.load(bundle("first"))) {
            assertThat(model.batchSize()).isEqualTo(7);
        }
    }

    @Test
    void aLaterVersionTakesOverTheBatchSizeThatWasMeasured() throws Exception {
        ModelLoader loader = new ModelLoader(new ServingSettings(OptionalInt.empty(), PrecisionChoice.FLOAT32));

        try (LoadedModel first = loader.load(bundle("first"));
                LoadedModel second = loader.load(bundle("second"))) {
            assertThat(first.batchSize()).isIn(1, 2, 4, 8, 16, 32);
            assertThat(second.batchSize()).isEqualTo(first.batchSize());
        }
    }

    @Test
    void aFasterArithmeticThatAgreesServes() throws Exception {
        ModelBundle bundle = bundle("both");
        ImageClassifier exact = network(bundle);
        try (ImageClassifier fast = network(bundle)) {
            assertThat(PrecisionProbe.choose(exact, fast)).isSameAs(fast);
            assertThat(isClosed(exact)).isTrue();
        }
    }

    @Test
    void aFasterArithmeticThatSaysSomethingElseDoesNotServe() throws Exception {
        ModelBundle inverted = BrightnessModel.writeInverted(folder.resolve("inverted"), "inverted");
        ImageClassifier fast = network(inverted);
        try (ImageClassifier exact = network(bundle("exact"))) {
            assertThat(PrecisionProbe.choose(exact, fast)).isSameAs(exact);
            assertThat(isClosed(fast)).isTrue();
        }
    }

    private static boolean isClosed(ImageClassifier network) {
        try {
            network.classify(List.of(Pixels.blank(BrightnessModel.SIZE, BrightnessModel.SIZE)));
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
