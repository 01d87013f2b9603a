package dev.tideline.benchmarks;

import dev.tideline.benchmarks.StartFigures.Run;
import dev.tideline.benchmarks.StartFigures.Start;
import dev.tideline.benchmarks.StartFigures.TrainingSet;
import dev.tideline.benchmarks.data.Alteration;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.FolderDataset;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.export.ModelExport;
import dev.tideline.trainer.export.ModelImport;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.training.Judgement;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingReport;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.TransferLearning;
import dev.tideline.trainer.training.WarmStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a retraining run should start from: the pretrained base, or production. A model of photos is trained further as
 * first inverted photos and then edges come; each run from production begins with the model of the run before it. What was
 * forgotten shows in the held-out pictures of the kinds that came before, what was learned in those of the new kind.
 */
@Command(
        name = "start",
        description = "Retraining from the pretrained base and from production, as other kinds of pictures come.",
        mixinStandardHelpOptions = true)
final class StartBenchmark implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Pictures: folders train and validation, each with class folders.")
    private Path data;

    @Option(names = "--weights", required = true, paramLabel = "FILE", description = "Keras's weights.")
    private Path weightsFile;

    @Option(names = "--seeds", split = ",", defaultValue = "1,2,3", description = "Default: ${DEFAULT-VALUE}.")
    private List<Long> seeds;

    @Option(
            names = "--photos",
            defaultValue = "300",
            converter = PositiveInteger.class,
            description = "Photos in the first set (default: ${DEFAULT-VALUE}).")
    private int photos;

    @Option(
            names = "--altered",
            defaultValue = "100",
            converter = PositiveInteger.class,
            description = "Pictures of each altered kind that come later (default: ${DEFAULT-VALUE}).")
    private int altered;

    @Option(
            names = "--held-out",
            defaultValue = "400",
            converter = PositiveInteger.class,
            description = "Pictures of each kind to judge on (default: ${DEFAULT-VALUE}).")
    private int heldOut;

    @Mixin
    private ReportOption report;

    private final List<Run> runs = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PretrainedWeights weights = PretrainedWeights.read(weightsFile);
        Dataset pets = FolderDataset.read(
                data, Split.defaults(), TrainingSettings.defaults().batchSize(), 0);
        requireEnough(pets.train(), photos + 2 * altered, "train");
        requireEnough(pets.validation(), heldOut, "validation");
        List<Example> judged = new ArrayList<>();
        List<Example> validation = shuffled(pets.validation(), 0);
        for (Alteration kind : Alteration.values()) {
            judged.addAll(altered(kind, validation.subList(0, heldOut)));
        }
        try (Workplace workplace = Workplace.open()) {
            for (long seed : seeds) {
                new Series(workplace, weights, seed, pets.labels(), shuffled(pets.train(), seed), judged).run();
            }
        }
        report.print("%s", StartFigures.of(photos, altered, heldOut, runs).table());
        return 0;
    }

    /** The runs of one seed. */
    private final class Series {
        private final Workplace workplace;
        private final PretrainedWeights weights;
        private final long seed;
        private final List<String> labels;
        private final List<Example> judged;
        private final Map<TrainingSet, List<Example>> sets = new EnumMap<>(TrainingSet.class);

        Series(
                Workplace workplace,
                PretrainedWeights weights,
                long seed,
                List<String> labels,
                List<Example> train,
                List<Example> judged)
                throws IOException {
            this.workplace = workplace;
            this.weights = weights;
            this.seed = seed;
            this.labels = labels;
            this.judged = judged;
            List<Example> old = altered(Alteration.NONE, train.subList(0, photos));
            List<Example> inverted = altered(Alteration.INVERTED, train.subList(photos, photos + altered));
            List<Example> edges = altered(Alteration.EDGES, train.subList(photos + altered, photos + 2 * altered));
            sets.put(TrainingSet.PHOTOS, old);
            sets.put(TrainingSet.AND_INVERTED, joined(old, inverted));
            sets.put(TrainingSet.AND_EDGES, joined(sets.get(TrainingSet.AND_INVERTED), edges));
            sets.put(TrainingSet.NEWEST, joined(inverted, edges));
        }

        void run() throws IOException, InterruptedException {
            ModelBundle first = run(TrainingSet.PHOTOS, Start.BASE, Optional.empty());
            run(TrainingSet.AND_INVERTED, Start.BASE, Optional.empty());
            ModelBundle second = run(TrainingSet.AND_INVERTED, Start.PRODUCTION, Optional.of(first));
            for (TrainingSet last : List.of(TrainingSet.AND_EDGES, TrainingSet.NEWEST)) {
                run(last, Start.BASE, Optional.empty());
                run(last, Start.PRODUCTION, Optional.of(second));
            }
        }

        private ModelBundle run(TrainingSet set, Start start, Optional<ModelBundle> production)
                throws IOException, InterruptedException {
            TrainingSettings settings =
                    TrainingSettings.defaults().withSeed(seed).withCache(Optional.of(workplace.resolve("cache")));
            TrainedModel trained = TransferLearning.run(
                    new Dataset(labels, sets.get(set), List.of(), judged),
                    settings,
                    weights,
                    production.map(bundle -> warm(bundle, settings)),
                    TrainingListener.NONE);
            TrainingReport figures = trained.report();
            Run run = new Run(
                    seed, set, start, accuracy(trained.test()), figures.seconds() - figures.preparationSeconds());
            runs.add(run);
            report.print(
                    "seed %d  %-12s  %-10s  %s  %.1f s",
                    seed, StartFigures.lowerCase(set), StartFigures.lowerCase(start), run.accuracy(), run.seconds());
            report.write(StartFigures.of(photos, altered, heldOut, runs));
            return ModelExport.write(trained, workplace.resolve("model-" + runs.size()), "pets", runs.size());
        }

        private WarmStart warm(ModelBundle production, TrainingSettings settings) {
            ModelImport model = ModelImport.read(production);
            return WarmStart.of(model.base(), model.labels(), model.head(), weights, settings, labels);
        }
    }

    private void requireEnough(List<Example> there, int wanted, String folder) {
        if (there.size() < wanted) {
            throw new IllegalArgumentException(data.resolve(folder) + " gives " + there.size() + " pictures, but "
                    + wanted + " are needed. Ask for fewer with --photos, --altered or --held-out.");
        }
    }

    private static Map<Alteration, Double> accuracy(List<Judgement> judgements) {
        return judgements.stream()
                .collect(Collectors.groupingBy(
                        judgement -> Alteration.valueOf(judgement.example().id().split("/", 2)[0]),
                        () -> new EnumMap<>(Alteration.class),
                        Collectors.averagingDouble(judgement -> judgement.isRight() ? 1 : 0)));
    }

    /** Altered once, since a run reads its pictures anew. The kind is the beginning of the id. */
    private static List<Example> altered(Alteration kind, List<Example> photos) throws IOException {
        List<Example> altered = new ArrayList<>();
        for (Example photo : photos) {
            byte[] picture = kind.of(photo.picture().read());
            altered.add(new Example(kind + "/" + photo.id(), photo.label(), () -> picture));
        }
        return altered;
    }

    private static List<Example> shuffled(List<Example> examples, long seed) {
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private static List<Example> joined(List<Example> first, List<Example> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
