package dev.tideline.model.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * A model on disk: a folder with a TensorFlow SavedModel ({@code saved_model.pb}, and {@code variables/} where there are
 * any) and {@code model.json}. Enough to serve any image classifier whose signature has one input and one output.
 *
 * @param folder the folder
 * @param spec what its {@code model.json} says
 */
public record ModelBundle(Path folder, ModelSpec spec) {
    static final String SAVED_MODEL = "saved_model.pb";
    static final String MODEL_JSON = "model.json";

    public ModelBundle {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(spec, "spec");
    }

    /**
     * Reads the bundle in a folder.
     *
     * @throws InvalidBundleException when a file is missing or {@code model.json} is wrong
     */
    public static ModelBundle read(Path folder) throws IOException {
        requireSavedModel(folder);
        Path json = folder.resolve(MODEL_JSON);
        if (!Files.isRegularFile(json)) {
            throw new InvalidBundleException(
                    folder + " has no " + MODEL_JSON
                            + ", which names the model's labels and input; write one, or import"
                            + " the model with its labels",
                    null);
        }
        return new ModelBundle(folder, ModelSpecJson.read(json.toString(), Files.readAllBytes(json)));
    }

    /**
     * Makes the SavedModel in a folder a bundle: writes {@code model.json}, whole or not at all.
     *
     * @throws InvalidBundleException when the folder holds no SavedModel
     */
    public static ModelBundle write(Path folder, ModelSpec spec) throws IOException {
        requireSavedModel(folder);
        Path temporary = Files.createTempFile(folder, MODEL_JSON, ".tmp");
        try {
            Files.write(temporary, ModelSpecJson.write(spec));
            Files.move(
                    temporary,
                    folder.resolve(MODEL_JSON),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return new ModelBundle(folder, spec);
    }

    private static void requireSavedModel(Path folder) throws InvalidBundleException {
        if (!Files.isRegularFile(folder.resolve(SAVED_MODEL))) {
            throw new InvalidBundleException(
                    folder + " is not a model: it has no " + SAVED_MODEL + " (a TensorFlow SavedModel is needed)",
                    null);
        }
    }
}
