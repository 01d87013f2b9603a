package dev.tideline.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.testing.DrawnPictures;
import dev.tideline.trainer.training.Judgement;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.TransferLearning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class ModelExportIT {
    @TempDir
    Path folder;

    /** The exact way judges pictures from their pixels on, as the export does, so that no 16-bit storage comes between. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theFrozenGraphSaysWhatTheTrainedOneSaid(int classes) throws Exception {
        TrainedModel model = trained(classes);

        ModelBundle bundle = ModelExport.write(model, folder, "drawn", 3);

        assertThat(ModelBundle.read(folder).spec()).isEqualTo(bundle.spec());
        assertThat(bundle.spec().version()).isEqualTo(3);
        assertThat(bundle.spec().labels()).isEqualTo(model.labels());
        assertThat(bundle.spec().output())
                .isEqualTo(classes == 2 ? ModelSpec.Output.SIGMOID : ModelSpec.Output.SOFTMAX);
        assertThat(bundle.spec().lineage())
                .containsEntry("weights_digest", model.pretrained())
                .containsEntry("data_digest", model.report().data().digest())
                .containsEntry("seed", "42");
        assertThat(bundle.spec().metrics())
                .containsEntry("test_accuracy", model.report().test().accuracy());
        assertThat(files()).containsExactlyInAnyOrder("saved_model.pb", "model.json");
        assertThat(model.test()).hasSize(100);
        try (SavedModelBundle saved = SavedModelBundle.load(folder.toString(), "serve");
                PictureDecoder decoder = new PictureDecoder(32, 32, DecodeLimits.defaults())) {
            for (Judgement judgement : model.test()) {
                Pixels pixels = decoder.decode(judgement.example().picture().read());
                float[] probabilities = probabilities(saved, pixels);
                for (int label = 0; label < probabilities.length; label++) {
                    double expected = judgement.scores().get(classes == 2 ? 1 : label);
                    assertThat((double) probabilities[label]).isCloseTo(expected, within(1e-4));
                }
            }
        }
    }

    @Test
    void anOutputFolderBelowAFileIsRefusedAndNothingIsWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThatThrownBy(() -> ModelExport.write(trained(2), file.resolve("model"), "pets", 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThat(files()).containsExactly("file");
    }

    private static TrainedModel trained(int classes) throws Exception {
        List<String> labels =
                IntStream.range(0, classes).mapToObj(label -> "class " + label).toList();
        Dataset dataset = new Dataset(
                labels,
                DrawnPictures.coloured(classes, 16, 1),
                List.of(),
                DrawnPictures.coloured(classes, 50, 2).subList(0, 100));
        TrainingSettings settings = TrainingSettings.defaults()
                .withInputSize(32)
                .withFeatureExtractionEpochs(2)
                .withFineTuningEpochs(1)
                .withFineTuningRate(1e-3)
                .withExact(true)
                .withPrecision(PrecisionChoice.FLOAT32);
        return TransferLearning.run(dataset, settings, PretrainedWeights.none(0.35, 1), TrainingListener.NONE);
    }

    private static float[] probabilities(SavedModelBundle saved, Pixels pixels) {
        try (TUint8 input = TUint8.tensorOf(
                        Shape.of(1, pixels.height(), pixels.width(), 3), DataBuffers.of(pixels.rgb(), true, false));
                Result result = saved.function("serving_default").call(Map.of("pictures", input))) {
            TFloat32 output = (TFloat32) result.get("probabilities").orElseThrow();
            float[] values = new float[(int) output.size()];
            output.asRawTensor().data().asFloats().read(values);
            return values;
        }
    }

    private List<String> files() throws Exception {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
