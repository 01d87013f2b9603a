package dev.tideline.benchmarks.data;

import dev.tideline.benchmarks.process.ChildProcess;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name photos and weights, and what is made of them. */
public final class DataOptions {
    private static final String WEIGHTS = "weights/mobilenet_v2_1.00_imagenet_no_top.h5";
    private static final Duration TRAINING_PATIENCE = Duration.ofMinutes(10);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            defaultValue = "${env:TIDELINE_DATA}",
            description = "Folder with pets-more and pets/validation (default: TIDELINE_DATA, ../shared/data).")
    private Path data;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Keras's ImageNet weights of MobileNetV2 (default: " + WEIGHTS + " in --data).")
    private Optional<Path> weights;

    public Path folder() {
        return existing(data, "--data");
    }

    /** The file of weights. */
    public Path weights() {
        return existing(weights.orElse(folder().resolve(WEIGHTS)), "--weights");
    }

    public Pictures pictures(int most) throws IOException {
        return Pictures.read(folder(), most);
    }

    /** Trains a little in a process of its own, so that this one stays free of TensorFlow. Takes half a minute. */
    public ModelBundle model(Workplace workplace) throws IOException, InterruptedException {
        Path bundle = workplace.resolve("model");
        Map<String, String> arguments = Map.of(
                "data", folder().toString(),
                "weights", weights().toString(),
                "bundle", bundle.toString());
        try (ChildProcess trainer = workplace.start("model", ModelMain.class, arguments)) {
            trainer.await("written", TRAINING_PATIENCE);
        }
        return ModelBundle.read(bundle);
    }

    private Path existing(Path path, String option) {
        if (!Files.exists(path)) {
            throw new ParameterException(
                    command.commandLine(), path + " does not exist. Name the right one with " + option + ".");
        }
        return path;
    }
}
