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
import dev.tideline.schemas.testing.SharedData;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.network.FoldedNetwork;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.VariableSpec;
import dev.tideline.trainer.network.WeightTensor;
import dev.tideline.trainer.network.WeightsException;
import dev.tideline.trainer.training.Augmentation;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Phase;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.TransferLearning;
import dev.tideline.trainer.training.WarmStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class WarmStartIT {
    private static final List<String> LABELS = List.of("cats", "dogs");

    /** Rates that move the fine-tuned layers far in a few steps. */
    private static final TrainingSettings QUICK = TrainingSettings.defaults()
            .withInputSize(96)
            .withBatchSize(8)
            .withFeatureExtractionEpochs(2)
            .withFeatureExtractionRate(1e-3)
            .withFineTuningEpochs(2)
            .withFineTuningRate(1e-4)
            .withAugmentation(Augmentation.none())
            .withPrecision(PrecisionChoice.FLOAT32);

    @TempDir
    private static Path folder;

    private static PretrainedWeights pretrained;
    private static Dataset dataset;
    private static TrainingSettings settings;
    private static TrainedModel trained;
    private static ModelBundle production;

    @BeforeAll
    static void trainProduction() throws Exception {
        pretrained =
                withStatistics(PretrainedWeights.read(SharedData.path("weights/mobilenet_v2_1.00_imagenet_no_top.h5")));
        dataset = new Dataset(LABELS, photos("pets/train", 30), List.of(), photos("pets/validation", 15));
        settings = QUICK.withCache(Optional.of(folder.resolve("cache")));
        trained = TransferLearning.run(dataset, settings, pretrained, TrainingListener.NONE);
        production = ModelExport.write(trained, folder.resolve("production"), "pets", 1);
    }

    @Test
    void aRunOfNoEpochsFromProductionAnswersAsProductionDoes() throws Exception {
        WarmStart start = start(nothingLearned(), pretrained, LABELS);

        TrainedModel same = run(nothingLearned(), start);

        assertThat(start.base().digest()).isNotEqualTo(pretrained.digest());
        ModelBundle again = ModelExport.write(same, folder.resolve("again"), "pets", 2);
        List<Float> answers = answers(production);
        assertThat(answers).anyMatch(dog -> dog > 0.9).anyMatch(dog -> dog < 0.1);
        List<Float> answersAgain = answers(again);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answersAgain.get(i)).isCloseTo(answers.get(i), within(1e-4f));
            // What the run itself saw passed through 16-bit floats at the border.
            assertThat(same.test().get(i).scores().get(1)).isCloseTo((double) answers.get(i), within(0.02));
        }
    }

    @Test
    void aRunFromProductionTakesWhatIsCachedOfTheBaseAndGoesOnLearning() throws Exception {
        TrainedModel further = run(settings, start(settings, pretrained, LABELS));

        assertThat(further.report().data().fromCache()).isEqualTo(90);
        assertThat(further.report().epochs().get(0).loss())
                .isLessThan(trained.report().epochs().get(0).loss() / 2);
        assertThat(further.base().digest())
                .isNotEqualTo(start(settings, pretrained, LABELS).base().digest());
        assertThat(further.pretrained()).isEqualTo(pretrained.digest());
    }

    @Test
    void aClassThatIsNewLeavesTheKnownOnesAsLikelyOfEachOther() throws Exception {
        TrainedModel model = grown(nothingLearned());

        List<Float> dogs = answers(production);
        for (int i = 0; i < dogs.size(); i++) {
            List<Double> scores = model.test().get(i).scores();
            assertThat(scores.get(2) / (scores.get(1) + scores.get(2))).isCloseTo((double) dogs.get(i), within(0.02));
        }
    }

    @Test
    void onlyAHeadWithANewClassIsTrainedByItselfFirst() throws Exception {
        TrainingSettings shortest = settings.withFeatureExtractionEpochs(1).withFineTuningEpochs(1);

        assertThat(run(shortest, start(shortest, pretrained, LABELS)).report().epochs())
                .extracting(EpochFigures::phase)
                .containsExactly(Phase.FINE_TUNING);
        assertThat(grown(shortest).report().epochs())
                .extracting(EpochFigures::phase)
                .containsExactly(Phase.FEATURE_EXTRACTION, Phase.FINE_TUNING);
        TrainingSettings headAlone = shortest.withFineTuningEpochs(0);
        assertThat(run(headAlone, start(headAlone, pretrained, LABELS)).report().epochs())
                .extracting(EpochFigures::phase)
                .containsExactly(Phase.FEATURE_EXTRACTION);
    }

    @Test
    void whatOtherRunsCouldNotTrainFurtherIsRefusedWithTheReason() {
        assertThatThrownBy(() -> start(QUICK, PretrainedWeights.none(1.0, 1), LABELS))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("Conv1 is not that of random, seed 1");
        assertThatThrownBy(() -> start(QUICK, PretrainedWeights.none(0.35, 1), LABELS))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("1.0 wide")
                .hasMessageContaining("0.35");
        assertThatThrownBy(() -> start(QUICK.withInputSize(160), pretrained, LABELS))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("96 pixels")
                .hasMessageContaining("160");
        assertThatThrownBy(() -> start(QUICK, pretrained, List.of("boats", "cars")))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("none of the labels [boats, cars]");
        assertThatThrownBy(() -> start(QUICK.withFineTuneAt(120), pretrained, LABELS))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("before 120");
    }

    @Test
    void aModelThatWasNotTrainedHereIsRefused() {
        ModelSpec spec = production.spec();
        ModelBundle foreign = new ModelBundle(
                production.folder(),
                new ModelSpec(
                        spec.name(),
                        spec.version(),
                        spec.labels(),
                        spec.input(),
                        spec.output(),
                        spec.signature(),
                        Map.of(),
                        Map.of()));

        assertThatThrownBy(() -> ModelImport.read(foreign))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("no MobileNetV2 that was trained here");
    }

    private static WarmStart start(TrainingSettings chosen, PretrainedWeights weights, List<String> labels) {
        ModelImport model = ModelImport.read(production);
        return WarmStart.of(model.base(), model.labels(), model.head(), weights, chosen, labels);
    }

    private static TrainedModel run(TrainingSettings chosen, WarmStart start) throws Exception {
        return TransferLearning.run(dataset, chosen, pretrained, Optional.of(start), TrainingListener.NONE);
    }

    /** A run from production with a class more. */
    private static TrainedModel grown(TrainingSettings chosen) throws Exception {
        List<String> labels = List.of("birds", "cats", "dogs");
        List<Example> train = new ArrayList<>();
        dataset.train().forEach(photo -> train.add(relabelled(photo, photo.label() + 1)));
        train.add(relabelled(dataset.train().get(0), 0));
        List<Example> test = dataset.test().stream()
                .map(photo -> relabelled(photo, photo.label() + 1))
                .toList();
        return TransferLearning.run(
                new Dataset(labels, train, List.of(), test),
                chosen,
                pretrained,
                Optional.of(start(chosen, pretrained, labels)),
                TrainingListener.NONE);
    }

    private static TrainingSettings nothingLearned() {
        return settings.withFeatureExtractionEpochs(0).withFineTuningEpochs(0);
    }

    /** The probability of a dog, for each test photo. */
    private static List<Float> answers(ModelBundle bundle) throws Exception {
        List<Float> answers = new ArrayList<>();
        try (SavedModelBundle saved = SavedModelBundle.load(bundle.folder().toString());
                PictureDecoder decoder = new PictureDecoder(96, 96, DecodeLimits.defaults())) {
            for (Example photo : dataset.test()) {
                Pixels pixels = decoder.decode(photo.picture().read());
                try (TUint8 input = TUint8.tensorOf(Shape.of(1, 96, 96, 3), DataBuffers.of(pixels.rgb(), true, false));
                        Result result =
                                saved.function(ModelSpec.DEFAULT_SIGNATURE).call(Map.of("pictures", input))) {
                    answers.add(((TFloat32) result.get(0)).getFloat(0, 0));
                }
            }
        }
        return answers;
    }

    private static Example relabelled(Example example, int label) {
        return new Example(example.id() + " as " + label, label, example.picture());
    }

    /**
     * Weights that compute the same with statistics as a training leaves them. Those in the file are folded already, so
     * that every mean is 0 and every scale 1.
     */
    private static PretrainedWeights withStatistics(PretrainedWeights file) {
        MobileNetV2 network = MobileNetV2.of(file.width(), 96);
        Random random = new Random(4);
        Map<String, WeightTensor> statistics = network.variables()
                .filter(variable ->
                        variable.shape().size() == 1 && !variable.name().equals(VariableSpec.BETA))
                .collect(Collectors.toMap(VariableSpec::key, variable -> drawn(variable, random)));
        return FoldedNetwork.of(network, file).unfoldedOver(file.with(statistics), 0);
    }

    private static WeightTensor drawn(VariableSpec variable, Random random) {
        float[] values = new float[variable.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = variable.name().equals(VariableSpec.MOVING_MEAN)
                    ? random.nextFloat(-1, 1)
                    : random.nextFloat(0.5f, 2);
        }
        return new WeightTensor(variable.shape(), values);
    }

    private static List<Example> photos(String part, int perClass) throws IOException {
        List<Example> photos = new ArrayList<>();
        for (int label = 0; label < LABELS.size(); label++) {
            int ofLabel = label;
            try (Stream<Path> files = Files.list(SharedData.path(part).resolve(LABELS.get(label)))) {
                files.sorted()
                        .limit(perClass)
                        .forEach(file ->
                                photos.add(new Example(file.toString(), ofLabel, () -> Files.readAllBytes(file))));
            }
        }
        return photos;
    }
}
