package dev.tideline.trainer.service;

import dev.tideline.schemas.settings.SettingsException;
import dev.tideline.trainer.network.PretrainedWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The weights that training starts from. */
public sealed interface WeightsChoice {
    /** Reads the weights, or draws them. */
    PretrainedWeights load();

    /** A Keras weights file of any width. */
    record File(Path path) implements WeightsChoice {
        @Override
        public PretrainedWeights load() {
            return PretrainedWeights.read(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Random weights: nothing is known of pictures before the first label. */
    record Random(double width, long seed) implements WeightsChoice {
        @Override
        public PretrainedWeights load() {
            return PretrainedWeights.none(width, seed);
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /**
     * @param text {@code none}, {@code imagenet} or the path of a file. {@code imagenet} is the file that Keras keeps for
     *     the width and the input size in {@code ~/.keras/models}; it is not downloaded
     * @throws SettingsException when the file is not there
     */
    static WeightsChoice parse(String text, double width, int inputSize, long seed) {
        return switch (text) {
            case "none" -> new Random(width, seed);
            case "imagenet" -> new File(existing(kerasFile(width, inputSize), text));
            default -> new File(existing(Path.of(text), text));
        };
    }

    private static Path kerasFile(double width, int inputSize) {
        int size = List.of(96, 128, 160, 192, 224).contains(inputSize) ? inputSize : 224;
        // Keras writes the width as Python does: 1.0, 0.35, 1.4.
        String name = String.format(
                Locale.ROOT, "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_%s_%d_no_top.h5", width, size);
        return Path.of(System.getProperty("user.home"), ".keras", "models", name);
    }

    private static Path existing(Path file, String text) {
        if (!Files.isRegularFile(file)) {
            throw new SettingsException("Setting trainer.weights is \"" + text + "\", but there is no file " + file
                    + ". Download " + file.getFileName()
                    + " from https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/, give the path"
                    + " of a Keras MobileNetV2 weights file, or set trainer.weights=none.");
        }
        return file;
    }
}
