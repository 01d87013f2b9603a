package dev.tideline.benchmarks;

import dev.tideline.benchmarks.RerunFigures.Preparation;
import dev.tideline.benchmarks.RerunFigures.Round;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.FolderDataset;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingReport;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.TransferLearning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What the cache saves when a data folder has grown: preparing all pictures after a run that lacked some of them, against
 * preparing them with an empty cache. Only the preparation counts: reading the pictures and computing what the frozen
 * part computes once, for both phases. Which of the two goes first changes with every round; the run before them warms
 * the machine for both.
 */
@Command(
        name = "rerun",
        description = "Training again on a folder with more pictures: with the cache of the run before, and with none.",
        mixinStandardHelpOptions = true)
final class RerunBenchmark implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Pictures: folders train and validation, each with class folders.")
    private Path data;

    @Option(names = "--weights", required = true, paramLabel = "FILE", description = "Keras's weights.")
    private Path weightsFile;

    @Option(
            names = "--more",
            defaultValue = "100",
            converter = PositiveInteger.class,
            description = "Training pictures that come later (default: ${DEFAULT-VALUE}).")
    private int more;

    @Mixin
    private RoundsOption rounds;

    @Mixin
    private ReportOption report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PretrainedWeights weights = PretrainedWeights.read(weightsFile);
        List<Round> done = new ArrayList<>();
        for (int number = 1; number <= rounds.count(); number++) {
            Round round = round(number, weights);
            done.add(round);
            report.print(
                    "round %d  first %.1f s for %d pictures  rerun %.1f s for %d  ratio %.3f",
                    number,
                    round.first().seconds(),
                    round.first().computed(),
                    round.rerun().seconds(),
                    round.rerun().computed(),
                    round.ratio());
            report.write(RerunFigures.of(done, more));
        }
        report.print("%s", ReportOption.json(RerunFigures.of(done, more)));
        return 0;
    }

    private Round round(int number, PretrainedWeights weights) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open()) {
            GrowingFolder folder = GrowingFolder.link(data, workplace.resolve("data"), more);
            Path filled = workplace.resolve("filled-cache");
            Path empty = workplace.resolve("empty-cache");
            prepare(folder.before(), filled, weights);
            if (number % 2 == 0) {
                Preparation rerun = prepare(folder.after(), filled, weights);
                return new Round(prepare(folder.after(), empty, weights), rerun);
            }
            Preparation first = prepare(folder.after(), empty, weights);
            return new Round(first, prepare(folder.after(), filled, weights));
        }
    }

    /** Fine-tuning must be on, for its activations to be computed too; what it learns does not matter. */
    private static Preparation prepare(Path folder, Path cache, PretrainedWeights weights)
            throws IOException, InterruptedException {
        TrainingSettings settings = TrainingSettings.defaults()
                .withFeatureExtractionEpochs(0)
                .withFineTuningEpochs(1)
                .withCache(Optional.of(cache));
        Dataset dataset = FolderDataset.read(folder, Split.defaults(), settings.batchSize(), settings.seed());
        TrainingReport figures = TransferLearning.run(dataset, settings, weights, TrainingListener.NONE)
                .report();
        int pictures = figures.data().count();
        return new Preparation(
                figures.preparationSeconds(),
                pictures,
                pictures - figures.data().fromCache());
    }
}
