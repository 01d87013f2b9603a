package dev.tideline.benchmarks;

import dev.tideline.benchmarks.RerunFigures.Preparation;
import dev.tideline.benchmarks.RerunFigures.Round;
import dev.tideline.benchmarks.data.DataOptions;
import dev.tideline.benchmarks.data.Photos;
import dev.tideline.benchmarks.data.Photos.Photo;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingReport;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.TransferLearning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the cache saves when a training set has grown: preparing a run's pictures after some were added, against
 * preparing those of the first run, for sets of several sizes. Only the preparation counts: reading the pictures and
 * computing what the frozen part computes once, for both phases. Each round begins with another size; a small run before
 * them warms the machine.
 */
@Command(
        name = "rerun",
        description = "Training again when pictures were added: with the cache of the run before, against that run.",
        mixinStandardHelpOptions = true)
final class RerunBenchmark implements Callable<Integer> {
    private static final List<String> FOLDERS = List.of("pets/train", "pets-more");

    @Spec
    private CommandSpec command;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "500,1000,2000,4000",
            converter = PositiveInteger.class,
            description =
                    "Labelled pictures of the first run, from pets/train and pets-more (default: ${DEFAULT-VALUE}).")
    private List<Integer> sizes;

    @Option(
            names = "--more",
            defaultValue = "100",
            converter = PositiveInteger.class,
            description = "Pictures that are added (default: ${DEFAULT-VALUE}).")
    private int more;

    @Mixin
    private RoundsOption rounds;

    @Mixin
    private ReportOption report;

    @Mixin
    private PlotOption plot;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Photos photos = Photos.find(data.folder(), FOLDERS);
        requireEnough(photos);
        Runs runs = new Runs(photos, PretrainedWeights.read(data.weights()));
        runs.warmUp(more);
        SortedMap<Integer, List<Round>> done = new TreeMap<>();
        for (int number = 1; number <= rounds.count(); number++) {
            for (int size : Turns.of(sizes, number)) {
                Round round = runs.round(size, more);
                done.computeIfAbsent(size, key -> new ArrayList<>()).add(round);
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
        }
        RerunFigures figures = RerunFigures.of(done, more);
        plot.write(figures.chart());
        report.print("%n%s%n%s", figures.table(), Check.lines(figures.checks()));
        return 0;
    }

    private void requireEnough(Photos photos) {
        int needed = Collections.max(sizes) + more;
        if (photos.all().size() < needed) {
            throw new ParameterException(
                    command.commandLine(),
                    needed + " pictures are needed, but the folders " + FOLDERS + " of " + data.folder() + " have "
                            + photos.all().size() + ". Give smaller --sizes or fewer with --more.");
        }
    }

    /** Makes the runs; each set begins with the pictures of the smaller ones. */
    private record Runs(Photos photos, PretrainedWeights weights) {
        void warmUp(int pictures) throws IOException, InterruptedException {
            try (Workplace workplace = Workplace.open()) {
                prepare(pictures, workplace.resolve("cache"));
            }
        }

        Round round(int size, int more) throws IOException, InterruptedException {
            try (Workplace workplace = Workplace.open()) {
                Path cache = workplace.resolve("cache");
                Preparation first = prepare(size, cache);
                return new Round(first, prepare(size + more, cache));
            }
        }

        /** Fine-tuning must be on, for its activations to be computed too; what it learns does not matter. */
        private Preparation prepare(int pictures, Path cache) throws IOException, InterruptedException {
            TrainingSettings settings = TrainingSettings.defaults()
                    .withFeatureExtractionEpochs(0)
                    .withFineTuningEpochs(1)
                    .withCache(Optional.of(cache));
            TrainingReport figures = TransferLearning.run(dataset(pictures), settings, weights, TrainingListener.NONE)
                    .report();
            return new Preparation(
                    figures.preparationSeconds(),
                    figures.data().count(),
                    figures.data().count() - figures.data().fromCache());
        }

        /** Shared out as the trainer shares out labelled pictures. */
        private Dataset dataset(int pictures) {
            List<String> labels = photos.labels();
            List<Example> examples = photos.from(0, pictures).stream()
                    .map((Photo photo) ->
                            new Example(photo.file().toString(), labels.indexOf(photo.label()), photo::read))
                    .toList();
            return Dataset.split(labels, examples, Split.defaults());
        }
    }
}
