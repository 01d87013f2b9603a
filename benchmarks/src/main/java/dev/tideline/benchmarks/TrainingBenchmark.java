package dev.tideline.benchmarks;

import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.FolderDataset;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Phase;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingReport;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.TransferLearning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The tutorial with everything passed through the whole network in every epoch, as Keras does, against what the trainer
 * does by default, in the same precision and in the fastest. Each seed runs all contestants in turn, each with an empty
 * cache, so that a change of the machine's speed meets all of them. Where the CPU has no bfloat16, the default is the
 * float32 one, and does not run twice.
 */
@Command(
        name = "training",
        description = "Transfer learning on a folder: exact against default.",
        mixinStandardHelpOptions = true)
final class TrainingBenchmark implements Callable<Integer> {
    /** How the same training is run. */
    enum Contestant {
        EXACT_FLOAT32(settings -> settings.withExact(true).withPrecision(PrecisionChoice.FLOAT32)),
        DEFAULT_FLOAT32(settings -> settings.withPrecision(PrecisionChoice.FLOAT32)),
        DEFAULT(settings -> settings);

        private final UnaryOperator<TrainingSettings> choice;

        Contestant(UnaryOperator<TrainingSettings> choice) {
            this.choice = choice;
        }

        static List<Contestant> differing() {
            return PrecisionChoice.AUTO.resolve() == Precision.FLOAT32
                    ? List.of(EXACT_FLOAT32, DEFAULT_FLOAT32)
                    : List.of(values());
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One run's figures; accuracies are fractions of 1. */
    record Run(
            long seed,
            double seconds,
            double validationAfterFeatureExtraction,
            double validationAfterFineTuning,
            double test) {}

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Pictures, as for tideline train.")
    private Path data;

    @Option(names = "--weights", required = true, paramLabel = "FILE", description = "Keras's weights.")
    private Path weightsFile;

    @Option(names = "--seeds", split = ",", defaultValue = "1,2,3,4,5", description = "Default: ${DEFAULT-VALUE}.")
    private List<Long> seeds;

    @Mixin
    private ReportOption report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PretrainedWeights weights = PretrainedWeights.read(weightsFile);
        Map<Contestant, List<Run>> runs = new EnumMap<>(Contestant.class);
        for (long seed : seeds) {
            for (Contestant contestant : Contestant.differing()) {
                Run run = run(contestant, weights, seed);
                runs.computeIfAbsent(contestant, key -> new ArrayList<>()).add(run);
                print(contestant, run);
            }
            report.write(figures(runs));
        }
        report.print("%s", ReportOption.json(figures(runs)));
        return 0;
    }

    private Run run(Contestant contestant, PretrainedWeights weights, long seed)
            throws IOException, InterruptedException {
        TrainingSettings settings = contestant.choice.apply(
                TrainingSettings.defaults().withSeed(seed).withCache(Optional.empty()));
        Dataset dataset = FolderDataset.read(data, Split.defaults(), settings.batchSize(), seed);
        TrainingReport figures = TransferLearning.run(dataset, settings, weights, TrainingListener.NONE)
                .report();
        return new Run(
                seed,
                figures.seconds(),
                lastOf(Phase.FEATURE_EXTRACTION, figures),
                lastOf(Phase.FINE_TUNING, figures),
                figures.test().accuracy());
    }

    private static double lastOf(Phase phase, TrainingReport figures) {
        return figures.epochs().stream()
                .filter(epoch -> epoch.phase() == phase)
                .reduce((before, after) -> after)
                .map(EpochFigures::validationAccuracy)
                .orElse(Double.NaN);
    }

    private void print(Contestant contestant, Run run) {
        report.print(
                "seed %d  %-16s %6.1f s  validation %.4f, then %.4f  test %.4f",
                run.seed(),
                contestant.key(),
                run.seconds(),
                run.validationAfterFeatureExtraction(),
                run.validationAfterFineTuning(),
                run.test());
    }

    private static Map<String, Object> figures(Map<Contestant, List<Run>> runs) {
        Map<String, Object> figures = new LinkedHashMap<>();
        runs.forEach((contestant, ofContestant) -> {
            Map<String, Object> medians = new LinkedHashMap<>();
            medians.put("runs", ofContestant);
            medians.put("seconds", median(ofContestant, Run::seconds));
            medians.put("val_accuracy_feature_extraction", median(ofContestant, Run::validationAfterFeatureExtraction));
            medians.put("val_accuracy_fine_tuning", median(ofContestant, Run::validationAfterFineTuning));
            medians.put("test_accuracy", median(ofContestant, Run::test));
            figures.put(contestant.key(), medians);
        });
        figures.put("default_float32_vs_exact_float32", ratio(runs, Contestant.DEFAULT_FLOAT32));
        if (runs.containsKey(Contestant.DEFAULT)) {
            figures.put("default_vs_exact_float32", ratio(runs, Contestant.DEFAULT));
        }
        return figures;
    }

    /** The median of the ratios of times, seed by seed. */
    private static double ratio(Map<Contestant, List<Run>> runs, Contestant contestant) {
        List<Run> exact = runs.get(Contestant.EXACT_FLOAT32);
        List<Run> ours = runs.get(contestant);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).seconds() / exact.get(i).seconds());
        }
        return Spread.of(ratios).median();
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Spread.of(runs.stream().mapToDouble(figure).toArray()).median();
    }
}
