package dev.tideline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Optional<Path> report;

    @Spec
    private CommandSpec spec;

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
            write(runs);
        }
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
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "seed %d  %-16s %6.1f s  validation %.4f, then %.4f  test %.4f%n",
                run.seed(),
                contestant.key(),
                run.seconds(),
                run.validationAfterFeatureExtraction(),
                run.validationAfterFineTuning(),
                run.test());
        out.flush();
    }

    /** Writes what is there after each seed, so that a run that is cut short leaves its figures. */
    private void write(Map<Contestant, List<Run>> runs) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = json.createObjectNode();
        runs.forEach((contestant, ofContestant) -> {
            ObjectNode node = root.putObject(contestant.key());
            node.set("runs", json.valueToTree(ofContestant));
            node.put("seconds", median(ofContestant, Run::seconds));
            node.put("val_accuracy_feature_extraction", median(ofContestant, Run::validationAfterFeatureExtraction));
            node.put("val_accuracy_fine_tuning", median(ofContestant, Run::validationAfterFineTuning));
            node.put("test_accuracy", median(ofContestant, Run::test));
        });
        root.put("default_float32_vs_exact_float32", ratio(runs, Contestant.DEFAULT_FLOAT32));
        if (runs.containsKey(Contestant.DEFAULT)) {
            root.put("default_vs_exact_float32", ratio(runs, Contestant.DEFAULT));
        }
        String text = json.writeValueAsString(root) + "\n";
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        if (report.isPresent()) {
            Files.writeString(report.get(), text);
        }
    }

    /** The median of the ratios of times, seed by seed. */
    private static double ratio(Map<Contestant, List<Run>> runs, Contestant contestant) {
        List<Run> exact = runs.get(Contestant.EXACT_FLOAT32);
        List<Run> ours = runs.get(contestant);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).seconds() / exact.get(i).seconds());
        }
        return median(ratios, ratio -> ratio);
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
