package dev.tideline.trainer.training;

import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.network.MobileNetV2;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs the phases of training on the pictures of a {@link BatchSource}. One thread. */
final class Learner {
    private final MobileNetV2 network;
    private final TrainingSettings settings;
    private final BatchSource source;
    private final Batches batches;
    private final RuntimeOptions runtime;
    private final TrainingListener listener;
    private final int classes;
    private final float[] classWeights;
    private final List<EpochFigures> epochs = new ArrayList<>();

    Learner(
            MobileNetV2 network,
            TrainingSettings settings,
            BatchSource source,
            Workers workers,
            RuntimeOptions runtime,
            TrainingListener listener) {
        this.network = network;
        this.settings = settings;
        this.source = source;
        this.batches = new Batches(settings.batchSize(), workers);
        this.runtime = runtime;
        this.listener = listener;
        DataFigures data = source.survey().figures();
        this.classes = data.labels().size();
        this.classWeights = settings.classWeights().of(data.pictures().get(Part.TRAIN));
    }

    /** Every epoch so far. */
    List<EpochFigures> epochs() {
        return epochs;
    }

    /** Trains for a phase, beginning with the best that is known; gives the best known after it. */
    Checkpoint learn(Phase phase, Checkpoint start) throws IOException, InterruptedException {
        int planned = epochs(phase);
        if (planned == 0) {
            return start;
        }
        listener.phase(phase);
        Checkpoint best = start;
        int begun = epochs.size();
        int sinceBest = 0;
        try (TrainingGraph graph = graph(phase, start.state())) {
            for (int epoch = begun + 1; epoch <= begun + planned; epoch++) {
                EpochFigures figures = epoch(graph, phase, epoch);
                epochs.add(figures);
                listener.epoch(figures);
                double watched = Double.isNaN(figures.validationLoss()) ? figures.loss() : figures.validationLoss();
                boolean better = watched < best.loss();
                sinceBest = better ? 0 : sinceBest + 1;
                boolean over = epoch == begun + planned || settings.patience() > 0 && sinceBest >= settings.patience();
                if (settings.keepBest() ? better : over) {
                    best = new Checkpoint(start.state().with(graph.trained()), watched);
                } else if (better) {
                    best = new Checkpoint(best.state(), watched);
                }
                if (over) {
                    break;
                }
            }
        }
        return best;
    }

    /** Judges a state on pictures as they are. */
    Evaluation evaluate(ModelState state, Phase phase, Part part, Consumer<Judgement> judgements)
            throws IOException, InterruptedException {
        List<Sample> samples = source.survey().samples().get(part);
        if (samples.isEmpty()) {
            return new Evaluation(Double.NaN, Double.NaN);
        }
        try (TrainingGraph graph = graph(Phase.FEATURE_EXTRACTION, source.entry(phase), state)) {
            return evaluate(graph, phase, samples, judgements);
        }
    }

    private TrainingGraph graph(Phase phase, ModelState state) {
        return graph(phase, source.entry(phase), state);
    }

    private TrainingGraph graph(Phase learning, Entry entry, ModelState state) {
        Optimizer optimizer =
                switch (learning) {
                    case FEATURE_EXTRACTION -> new Optimizer.Adam(settings.featureExtractionRate());
                    case FINE_TUNING -> new Optimizer.RmsProp(settings.fineTuningRate());
                };
        int trainedFrom = learning == Phase.FINE_TUNING
                ? settings.fineTuneAt()
                : network.layers().size();
        return new TrainingGraph(new TrainingGraph.Plan(
                network,
                state.base(),
                state.head(),
                classes,
                entry,
                trainedFrom,
                optimizer,
                settings.dropout(),
                Seeds.of(settings.seed(), learning.ordinal()),
                runtime));
    }

    private EpochFigures epoch(TrainingGraph graph, Phase phase, int epoch) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        List<Sample> shuffled = new ArrayList<>(source.survey().samples().get(Part.TRAIN));
        Collections.shuffle(shuffled, new Random(Seeds.of(settings.seed(), epoch)));
        Tally tally = new Tally();
        int steps = batches.count(shuffled.size());
        batches.each(shuffled, samples -> source.augmented(samples, phase, epoch), (samples, batch) -> {
            tally.add(graph.train(batch, weights(batch)), batch.size());
            listener.step(phase, epoch, tally.batches(), steps, tally.evaluation());
        });
        Evaluation training = tally.evaluation();
        Evaluation validation = evaluate(graph, phase, source.survey().samples().get(Part.VALIDATION), judgement -> {});
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new EpochFigures(
                phase, epoch, training.loss(), training.accuracy(), validation.loss(), validation.accuracy(), seconds);
    }

    private Evaluation evaluate(TrainingGraph graph, Phase phase, List<Sample> all, Consumer<Judgement> judgements)
            throws IOException, InterruptedException {
        Tally tally = new Tally();
        batches.each(all, samples -> source.plain(samples, phase), (samples, batch) -> {
            TrainingGraph.Outcome outcome = graph.evaluate(batch);
            tally.add(outcome, batch.size());
            for (int i = 0; i < samples.size(); i++) {
                judgements.accept(new Judgement(samples.get(i).example(), scores(outcome.probabilities(), i)));
            }
        });
        return tally.evaluation();
    }

    private int epochs(Phase phase) {
        return switch (phase) {
            case FEATURE_EXTRACTION -> settings.featureExtractionEpochs();
            case FINE_TUNING -> settings.fineTuningEpochs();
        };
    }

    private float[] weights(Batch batch) {
        float[] weights = new float[batch.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = classWeights[batch.labels()[i]];
        }
        return weights;
    }

    private List<Double> scores(float[] probabilities, int row) {
        if (classes == 2) {
            return List.of(1.0 - probabilities[row], (double) probabilities[row]);
        }
        return IntStream.range(row * classes, (row + 1) * classes)
                .mapToObj(i -> (double) probabilities[i])
                .toList();
    }

    /** A state, and the loss that the best epoch up to it had. */
    record Checkpoint(ModelState state, double loss) {}
}
