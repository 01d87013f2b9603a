package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A model in a folder, with what a TensorFlow Hub model does not say of itself. */
final class BundleOptions {
    private static final String MODEL_JSON = "model.json";

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "For a model without model.json: its labels in the order of its output, one a line.")
    private Path labels;

    @Option(
            names = "--input-size",
            paramLabel = "PIXELS",
            description = "For a model without model.json: width and height of its pictures"
                    + " (default: what its signature says, or 224).")
    private Integer inputSize;

    @Option(
            names = "--output",
            paramLabel = "KIND",
            defaultValue = "logits",
            description = "For a model without model.json: what its numbers are: ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}, as TensorFlow Hub has it).")
    private Output output;

    /** @throws CommandFailedException when the folder holds no model that can be understood */
    ModelBundle open(Path folder) {
        try {
            if (labels == null || Files.exists(folder.resolve(MODEL_JSON))) {
                return ModelBundle.read(folder);
            }
            List<String> names = Files.readAllLines(labels).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return new ModelBundle(
                    folder, SavedModelSignature.read(folder).spec(names, Optional.ofNullable(inputSize), output));
        } catch (IOException | IllegalArgumentException e) {
            String hint = labels == null ? "\nA TensorFlow Hub model needs its labels: --labels FILE" : "";
            throw new CommandFailedException("The model in " + folder + " cannot be used: " + e.getMessage() + hint, e);
        }
    }
}
