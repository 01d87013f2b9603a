package dev.tideline.trainer.training;

import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.network.Calibration;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.VariableSpec;
import dev.tideline.trainer.training.Learner.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.types.TUint8;

/**
 * Transfer learning as in TensorFlow's tutorial: a pretrained MobileNetV2, whose batch normalization stays in inference
 * mode, global average pooling, dropout and a dense layer; first only the dense layer learns, then the base's last
 * layers too.
 *
 * <p>The same seed gives the same run, up to the order in which TensorFlow's threads add floats.
 */
public final class TransferLearning {
    private static final int CALIBRATION_PICTURES = 128;

    private final TrainingSettings settings;
    private final PretrainedWeights weights;
    private final Optional<WarmStart> start;
    private final MobileNetV2 network;
    private final RuntimeOptions runtime;
    private final TrainingListener listener;

    private TransferLearning(
            TrainingSettings settings,
            PretrainedWeights weights,
            Optional<WarmStart> start,
            TrainingListener listener) {
        this.settings = settings;
        this.weights = weights;
        this.start = start;
        this.network = MobileNetV2.of(weights.width(), settings.inputSize());
        this.runtime = settings.runtime();
        this.listener = listener;
    }

    /** A run that starts from the pretrained base. */
    public static TrainedModel run(
            Dataset dataset, TrainingSettings settings, PretrainedWeights weights, TrainingListener listener)
            throws IOException, InterruptedException {
        return run(dataset, settings, weights, Optional.empty(), listener);
    }

    /**
     * Trains on the calling thread and some of its own; everything native is freed when this returns.
     *
     * @param weights the pretrained base
     * @param start a model to train further, for the data set's labels and these weights
     * @throws dev.tideline.trainer.data.DatasetException when a class has no readable picture to train on
     * @throws IOException when a picture that was readable no longer is, or the scratch file cannot be written
     * @throws InterruptedException when the thread is interrupted; it stops within a step
     */
    public static TrainedModel run(
            Dataset dataset,
            TrainingSettings settings,
            PretrainedWeights weights,
            Optional<WarmStart> start,
            TrainingListener listener)
            throws IOException, InterruptedException {
        TensorFlowRuntime.load();
        return new TransferLearning(settings, weights, start, listener).run(dataset);
    }

    private TrainedModel run(Dataset dataset) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int classes = dataset.labels().size();
        NetworkFigures networkFigures = figures(classes);
        listener.network(networkFigures);
        try (Workers workers = Workers.start(settings.threads());
                PictureLoader pictures = new PictureLoader(settings.inputSize())) {
            boolean newFromRandom = weights.isRandom() && start.isEmpty();
            PretrainedWeights base = newFromRandom ? calibrated(dataset, pictures) : weights;
            try (BatchSource source = source(dataset, pictures, workers, base)) {
                DataFigures data = source.survey().figures();
                double preparation = seconds(begin);
                listener.data(data);

                Learner learner = new Learner(network, settings, source, workers, runtime, listener);
                ModelState begun = begin(base, classes);
                Evaluation initial =
                        learner.evaluate(begun, Phase.FEATURE_EXTRACTION, Part.VALIDATION, judgement -> {});
                listener.initial(initial);

                Checkpoint beginning = new Checkpoint(begun, Double.POSITIVE_INFINITY);
                Checkpoint headTrained =
                        isHeadTrained() ? beginning : learner.learn(Phase.FEATURE_EXTRACTION, beginning);
                Checkpoint fineTuned = learner.learn(Phase.FINE_TUNING, headTrained);

                ModelState state = fineTuned.state();
                Phase last = settings.fineTuningEpochs() > 0 ? Phase.FINE_TUNING : Phase.FEATURE_EXTRACTION;
                List<Judgement> judgements = new ArrayList<>();
                Evaluation validation = learner.evaluate(state, last, Part.VALIDATION, judgement -> {});
                Evaluation test = learner.evaluate(state, last, Part.TEST, judgements::add);
                TrainingReport report = new TrainingReport(
                        networkFigures, data, initial, learner.epochs(), validation, test, preparation, seconds(begin));
                return new TrainedModel(
                        dataset.labels(),
                        network,
                        state.base(),
                        state.head(),
                        weights.digest(),
                        settings,
                        report,
                        judgements);
            }
        }
    }

    /**
     * A head that knows every class was trained with its base, and goes on with it: a phase of its own took time, and gave
     * no more (docs/benchmarks.md).
     */
    private boolean isHeadTrained() {
        return settings.fineTuningEpochs() > 0
                && start.map(WarmStart::knowsEveryClass).orElse(false);
    }

    private ModelState begin(PretrainedWeights base, int classes) {
        return start.map(model -> new ModelState(model.base(), model.head()))
                .orElseGet(() -> new ModelState(
                        base,
                        Head.initial(
                                settings.headInitializer(),
                                network.features(),
                                classes,
                                Seeds.of(settings.seed(), classes))));
    }

    private BatchSource source(Dataset dataset, PictureLoader pictures, Workers workers, PretrainedWeights base)
            throws IOException, InterruptedException {
        return settings.exact()
                ? PictureBatches.prepare(dataset, settings, pictures, workers, listener)
                : StoredBatches.prepare(
                        dataset, settings, pictures, workers, network, base, start.isPresent(), runtime, listener);
    }

    /** Random weights with their batch normalization set from some of the training pictures. */
    private PretrainedWeights calibrated(Dataset dataset, PictureLoader pictures) throws IOException {
        List<Example> examples = new ArrayList<>(dataset.train());
        Collections.shuffle(examples, new Random(settings.seed()));
        List<Pixels> sample = new ArrayList<>();
        for (Example example : examples) {
            if (sample.size() == CALIBRATION_PICTURES) {
                break;
            }
            try {
                sample.add(pictures.decode(example.picture().read()));
            } catch (UndecodablePictureException | IOException e) {
                // The survey of all pictures lists it, with this reason.
                continue;
            }
        }
        if (sample.isEmpty()) {
            return weights;
        }
        try (TUint8 pixels = pictures.tensor(sample)) {
            return Calibration.calibrate(weights, network, pixels);
        }
    }

    private NetworkFigures figures(int classes) {
        int head = Head.initial(HeadInitializer.ZEROS, network.features(), classes, 0)
                .parameters();
        List<VariableSpec> fineTuned =
                network.trainableVariables(settings.fineTuneAt()).toList();
        return new NetworkFigures(
                network.layers().size(),
                network.parameters() + head,
                head,
                2,
                fineTuned.stream().mapToLong(VariableSpec::size).sum() + head,
                fineTuned.size() + 2);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
