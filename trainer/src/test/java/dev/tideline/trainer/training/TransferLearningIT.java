package dev.tideline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.schemas.testing.SharedData;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.DatasetException;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.testing.DrawnPictures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferLearningIT {
    private static final PretrainedWeights RANDOM = PretrainedWeights.none(0.35, 1);
    private static final TrainingSettings QUICK = TrainingSettings.defaults()
            .withInputSize(32)
            .withBatchSize(8)
            .withFeatureExtractionEpochs(8)
            .withFeatureExtractionRate(3e-3)
            .withFineTuningEpochs(2)
            .withPrecision(PrecisionChoice.FLOAT32)
            .withVariants(2);

    @ParameterizedTest
    @CsvSource({"2, 60, 0.9", "3, 60, 0.9", "20, 30, 0.8"})
    void anyNumberOfClassesIsLearnedFarBetterThanByChance(int classes, int perClass, double accuracy) throws Exception {
        Dataset dataset = shared(classes, DrawnPictures.patterned(classes, perClass, 3));
        TrainingSettings settings = QUICK.withInputSize(96).withFeatureExtractionRate(1e-3);

        TrainedModel model = TransferLearning.run(dataset, settings, pretrained(), TrainingListener.NONE);

        assertThat(model.report().test().accuracy()).isGreaterThan(accuracy);
        assertThat(model.report().epochs()).extracting(EpochFigures::epoch).isEqualTo(numbers(10));
        assertThat(model.test())
                .allSatisfy(judgement -> assertThat(judgement.scores()).hasSize(classes));
    }

    @Test
    void exactModeLearnsTheSame() throws Exception {
        TrainedModel model =
                TransferLearning.run(coloured(3, 24), QUICK.withExact(true), pretrained(), TrainingListener.NONE);

        assertThat(model.report().test().accuracy()).isGreaterThan(0.9);
    }

    @Test
    void drawnShapesAreLearnedFromRandomWeights() throws Exception {
        Dataset shapes =
                Dataset.split(List.of("triangle", "disc"), DrawnPictures.examples(2, 200, 5), new Split(0.2, 0.2));

        TrainedModel model =
                TransferLearning.run(shapes, TrainingSettings.fromScratch(), RANDOM, TrainingListener.NONE);

        assertThat(model.report().test().accuracy()).isGreaterThan(0.75);
    }

    @Test
    void balancedClassWeightsKeepARareClassFromBeingOverlooked() throws Exception {
        List<Example> pictures = DrawnPictures.coloured(8, 240, 3);
        List<Example> common = pictures.subList(0, 240);
        List<Example> rare = pictures.subList(240, 480);
        Dataset dataset = new Dataset(
                List.of("common", "rare"),
                joined(common.subList(0, 200), rare.subList(0, 10)),
                joined(common.subList(200, 220), rare.subList(200, 220)),
                joined(common.subList(220, 240), rare.subList(220, 240)));
        TrainingSettings settings = QUICK.withFeatureExtractionEpochs(6).withFineTuningEpochs(0);

        TrainedModel equal = TransferLearning.run(dataset, settings, pretrained(), TrainingListener.NONE);
        TrainedModel balanced = TransferLearning.run(
                dataset, settings.withClassWeights(ClassWeights.BALANCED), pretrained(), TrainingListener.NONE);

        assertThat(rareFound(balanced)).isGreaterThan(0.9).isGreaterThan(rareFound(equal));
        assertThat(balanced.report().test().accuracy()).isGreaterThan(0.9);
    }

    @Test
    void picturesThatCannotBeReadAreListedAndLeftOut() throws Exception {
        Dataset whole = coloured(2, 24);
        byte[] good = whole.train().get(0).picture().read();
        List<Example> train = new ArrayList<>(whole.train());
        train.add(new Example("empty", 0, () -> new byte[0]));
        train.add(new Example("text", 0, () -> "no picture".getBytes()));
        train.add(new Example("cut", 1, () -> Arrays.copyOf(good, good.length / 2)));
        train.add(new Example("gone", 1, () -> {
            throw new IOException("permission denied");
        }));

        TrainedModel model = TransferLearning.run(
                new Dataset(whole.labels(), train, whole.validation(), whole.test()),
                QUICK,
                RANDOM,
                TrainingListener.NONE);

        DataFigures data = model.report().data();
        assertThat(data.unreadable())
                .extracting(DataFigures.Unreadable::id)
                .containsExactly("empty", "text", "cut", "gone");
        assertThat(data.count(Part.TRAIN)).isEqualTo(whole.train().size());
    }

    @Test
    void aClassWithoutAReadablePictureEndsTheRun() {
        Dataset whole = coloured(2, 24);
        List<Example> train = new ArrayList<>(
                whole.train().stream().filter(example -> example.label() == 0).toList());
        train.add(new Example("empty", 1, () -> new byte[0]));
        Dataset broken = new Dataset(whole.labels(), train, whole.validation(), whole.test());

        assertThatThrownBy(() -> TransferLearning.run(broken, QUICK, RANDOM, TrainingListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("Class \"class 1\" has no readable picture");
    }

    @Test
    void keepingTheBestEpochEndsWithTheLowestValidationLoss() throws Exception {
        TrainingSettings settings = QUICK.withKeepBest(true).withFineTuningRate(0.05);

        TrainingReport report = TransferLearning.run(coloured(2, 24), settings, RANDOM, TrainingListener.NONE)
                .report();

        double lowest = report.epochs().stream()
                .mapToDouble(EpochFigures::validationLoss)
                .min()
                .orElseThrow();
        assertThat(report.validation().loss()).isCloseTo(lowest, within(1e-3));
    }

    @Test
    void patienceEndsAPhaseThatNoLongerGetsBetter() throws Exception {
        TrainingSettings settings =
                QUICK.withPatience(1).withFeatureExtractionEpochs(50).withFeatureExtractionRate(0.5);

        TrainingReport report = TransferLearning.run(coloured(2, 24), settings, RANDOM, TrainingListener.NONE)
                .report();

        assertThat(report.epochs()).hasSizeLessThan(52);
    }

    private static double rareFound(TrainedModel model) {
        return model.test().stream()
                .filter(judgement -> judgement.example().label() == 1)
                .mapToDouble(judgement -> judgement.scores().get(1) > 0.5 ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static List<Example> joined(List<Example> first, List<Example> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static PretrainedWeights pretrained() {
        return PretrainedWeights.read(SharedData.path("weights/mobilenet_v2_1.00_imagenet_no_top.h5"));
    }

    private static Dataset coloured(int classes, int perClass) {
        return shared(classes, DrawnPictures.coloured(classes, perClass, 3));
    }

    private static Dataset shared(int classes, List<Example> examples) {
        List<String> labels =
                IntStream.range(0, classes).mapToObj(label -> "class " + label).toList();
        return Dataset.split(labels, examples, new Split(0.2, 0.2));
    }

    private static List<Integer> numbers(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
