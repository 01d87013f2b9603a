package dev.tideline.trainer.report;

import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.WeightTensor;
import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Evaluation;
import dev.tideline.trainer.training.Head;
import dev.tideline.trainer.training.Judgement;
import dev.tideline.trainer.training.NetworkFigures;
import dev.tideline.trainer.training.Phase;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingReport;
import dev.tideline.trainer.training.TrainingSettings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The outcome of a run that never ran: 12 test pictures of two classes, of which the model got the first 2 wrong. */
record FinishedRun(TrainedModel model, Dataset dataset) {
    static final int TESTED = 12;
    static final int WRONG = 2;

    static FinishedRun of(String label, String otherLabel) throws IOException {
        List<String> labels = List.of(label, otherLabel);
        List<Example> examples = new ArrayList<>();
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < TESTED; i++) {
            Example example = example(i % 2 == 0 ? label : otherLabel, i);
            examples.add(example);
            double truth = i < WRONG ? 0.1 + 0.1 * i : 0.8;
            judgements.add(new Judgement(example, i % 2 == 0 ? List.of(truth, 1 - truth) : List.of(1 - truth, truth)));
        }
        Dataset dataset = new Dataset(labels, examples, List.of(), examples);
        return new FinishedRun(model(labels, judgements, report(labels, 3, 2)), dataset);
    }

    /** The same model, whose report has other figures. */
    FinishedRun with(TrainingReport report) {
        return new FinishedRun(model(model.labels(), model.test(), report), dataset);
    }

    /** The same run, for which no pictures were left to test with. */
    FinishedRun untested() {
        return new FinishedRun(model(model.labels(), List.of(), model.report()), dataset);
    }

    /** The same run, whose pictures were deleted since. */
    FinishedRun withUnreadablePictures() {
        List<Judgement> judgements = model.test().stream()
                .map(judgement -> new Judgement(gone(judgement.example()), judgement.scores()))
                .toList();
        List<Example> examples = dataset.train().stream().map(FinishedRun::gone).toList();
        return new FinishedRun(
                model(model.labels(), judgements, model.report()),
                new Dataset(dataset.labels(), examples, List.of(), examples));
    }

    private static Example gone(Example example) {
        return new Example(example.id(), example.label(), () -> {
            throw new NoSuchFileException(example.id());
        });
    }

    static TrainingReport report(List<String> labels, int featureExtraction, int fineTuning) {
        List<EpochFigures> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= featureExtraction + fineTuning; epoch++) {
            Phase phase = epoch <= featureExtraction ? Phase.FEATURE_EXTRACTION : Phase.FINE_TUNING;
            epochs.add(new EpochFigures(phase, epoch, 1.0 / epoch, 1 - 0.5 / epoch, 0.9 / epoch, 1 - 0.4 / epoch, 1.5));
        }
        return new TrainingReport(
                new NetworkFigures(154, 2_259_265, 1_281, 2, 1_862_721, 56),
                new DataFigures(
                        labels,
                        Map.of(Part.TRAIN, List.of(6, 6), Part.VALIDATION, List.of(0, 0), Part.TEST, List.of(6, 6)),
                        List.of(new DataFigures.Unreadable("broken <i>.jpg", "The picture is damaged")),
                        4,
                        "0123abcd"),
                new Evaluation(0.7, 0.5),
                epochs,
                new Evaluation(0.2, 0.93),
                new Evaluation(0.21, 0.91),
                2,
                30);
    }

    private static TrainedModel model(List<String> labels, List<Judgement> judgements, TrainingReport report) {
        PretrainedWeights weights = PretrainedWeights.none(0.35, 1);
        MobileNetV2 network = MobileNetV2.of(0.35, 32);
        Head head = new Head(
                new WeightTensor(List.of(network.features(), 1), new float[network.features()]),
                new WeightTensor(List.of(1), new float[1]));
        return new TrainedModel(
                labels,
                network,
                weights,
                head,
                weights.digest(),
                TrainingSettings.defaults().withInputSize(32),
                report,
                judgements);
    }

    private static Example example(String folder, int number) throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.getHSBColor(number / 12f, 0.8f, 0.9f));
        graphics.fillRect(0, 0, 25, 30);
        graphics.dispose();
        byte[] png = Images.png(image);
        return new Example(folder + "/" + number + ".png", number % 2, () -> png);
    }
}
