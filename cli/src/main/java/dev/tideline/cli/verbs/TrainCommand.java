package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.FileFault;
import dev.tideline.cli.options.SettingsOptions;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.FolderDataset;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.report.NetworkSummary;
import dev.tideline.trainer.training.NetworkFigures;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TransferLearning;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** TensorFlow's transfer-learning tutorial on a folder, without Kafka. */
@Command(
        name = "train",
        description = "Teaches a pretrained network to tell a folder's pictures apart. No Kafka is needed.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "DIR has a folder of pictures for each class; or folders train and validation, each with them.",
            "Without other settings, it does what TensorFlow's transfer-learning tutorial does.",
            "",
            "Examples:",
            "  tideline train --data pets --weights mobilenet_v2_no_top.h5 --output pets-model",
            "  tideline train --data pets --weights none --epochs 1 --fine-tune-epochs 30",
            "  tideline train --data pets --exact --early-stopping 3 --keep-best --report figures.json"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final long UNKNOWN = -1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The pictures.")
    private Path data;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "trained",
            description = "Where the model and report.html go (default: ${DEFAULT-VALUE}). An earlier run's are"
                    + " replaced.")
    private Path output;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path report;

    @Option(names = "--summary", description = "Print every layer of the network.")
    private boolean everyLayer;

    @Mixin
    private TrainingOptions options;

    @Mixin
    private SettingsOptions sources;

    @Override
    public Integer call() throws InterruptedException {
        requireUsable();
        TrainSettings settings = settings();
        OutputFolder folder = OutputFolder.claim(output, data);
        PrintWriter out = spec.commandLine().getOut();
        PretrainedWeights weights = weights(settings);
        Dataset dataset = dataset(settings);
        out.println("Weights: " + weights.origin());
        TrainedModel model = train(settings, weights, dataset, folder);
        TrainResults results = new TrainResults(folder, Optional.ofNullable(report));
        Optional<CommandFailedException> incomplete = results.write(model, dataset, settings.name());
        results.print(model, out);
        incomplete.ifPresent(fault -> {
            throw fault;
        });
        return 0;
    }

    private TrainSettings settings() {
        Settings settings = sources.load(options.flags());
        TrainSettings read = TrainSettings.from(settings, System.getenv());
        sources.requireKnownFlags(settings);
        return read;
    }

    private void requireUsable() {
        if (!Files.isDirectory(data)) {
            throw new SettingsException("The data folder " + data + " (--data) does not exist or is no folder."
                    + " Give a folder with one folder of pictures a class.");
        }
        if (report != null) {
            Path parent = report.toAbsolutePath().getParent();
            if (Files.isDirectory(report) || parent == null || !Files.isDirectory(parent)) {
                throw new SettingsException("The report " + report + " (--report) cannot be written: "
                        + (Files.isDirectory(report) ? "it is a folder." : "there is no folder " + parent + "."));
            }
        }
    }

    private static PretrainedWeights weights(TrainSettings settings) throws InterruptedException {
        try (ProgressLine bar = new ProgressLine("Downloading weights (KiB)", System.console() != null)) {
            return settings.weights().load((file, received, total) -> bar.showing(total == 0 ? UNKNOWN : total >> 10)
                    .stepTo(received >> 10));
        }
    }

    private Dataset dataset(TrainSettings settings) {
        try {
            return FolderDataset.read(
                    data,
                    settings.split(),
                    settings.training().batchSize(),
                    settings.training().seed());
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The data folder " + data + " cannot be read: " + FileFault.describe(e), e);
        }
    }

    private TrainedModel train(TrainSettings settings, PretrainedWeights weights, Dataset dataset, OutputFolder folder)
            throws InterruptedException {
        try (TrainProgress progress = new TrainProgress(
                settings.training(),
                figures -> summary(settings, weights, dataset, figures),
                spec.commandLine().getOut(),
                System.console() != null)) {
            return TransferLearning.run(dataset, settings.training(), weights, progress);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Training stopped: " + FileFault.describe(e) + "\n" + folder.path()
                            + " is as it was. Working files lie in " + settings.workingFolder()
                            + ": if there is no room, make some, or name another folder with --cache.",
                    e);
        }
    }

    private List<String> summary(
            TrainSettings settings, PretrainedWeights weights, Dataset dataset, NetworkFigures figures) {
        if (!everyLayer) {
            return NetworkSummary.totals(figures);
        }
        MobileNetV2 network =
                MobileNetV2.of(weights.width(), settings.training().inputSize());
        return NetworkSummary.table(
                network, dataset.labels().size(), settings.training().fineTuneAt(), figures);
    }
}
