package dev.tideline.trainer.service;

import dev.tideline.schemas.settings.SettingsException;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.WeightsException;
import dev.tideline.trainer.weights.DownloadProgress;
import dev.tideline.trainer.weights.OfficialFile;
import dev.tideline.trainer.weights.OfficialWeights;
import java.nio.file.Files;
import java.nio.file.Path;

/** The weights that training starts from. */
public sealed interface WeightsChoice {
    /**
     * Reads the weights, or draws them.
     *
     * @param progress is told of a download, if there must be one
     * @throws WeightsException when they cannot be had
     */
    PretrainedWeights load(DownloadProgress progress) throws InterruptedException;

    /** Reads or draws the weights where nobody watches. */
    default PretrainedWeights load() throws InterruptedException {
        return load(DownloadProgress.NONE);
    }

    /** A Keras weights file of any width. */
    record File(Path path) implements WeightsChoice {
        @Override
        public PretrainedWeights load(DownloadProgress progress) {
            return PretrainedWeights.read(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Keras's file for a width and an input size, downloaded at first use. */
    record ImageNet(OfficialFile file) implements WeightsChoice {
        @Override
        public PretrainedWeights load(DownloadProgress progress) throws InterruptedException {
            return PretrainedWeights.read(
                    OfficialWeights.ofUser(System.getenv()).fetch(file, progress));
        }

        @Override
        public String toString() {
            return "imagenet";
        }
    }

    /** Random weights: nothing is known of pictures before the first label. */
    record Random(double width, long seed) implements WeightsChoice {
        @Override
        public PretrainedWeights load(DownloadProgress progress) {
            return PretrainedWeights.none(width, seed);
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /**
     * @param text {@code none}, {@code imagenet} or the path of a file
     * @throws SettingsException when the file is not there, or Keras has no ImageNet weights of that width
     */
    static WeightsChoice parse(String text, double width, int inputSize, long seed) {
        return switch (text) {
            case "none" -> new Random(width, seed);
            case "imagenet" -> new ImageNet(official(width, inputSize));
            default -> new File(existing(Path.of(text)));
        };
    }

    private static OfficialFile official(double width, int inputSize) {
        try {
            return OfficialFile.of(width, inputSize);
        } catch (WeightsException e) {
            throw new SettingsException(
                    "Setting trainer.weights is imagenet, but trainer.width is wrong: " + e.getMessage());
        }
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SettingsException(
                    "Setting trainer.weights is \"" + file + "\", but there is no such file. Give the"
                            + " path of a Keras MobileNetV2 weights file (.h5), imagenet to download one, or none.");
        }
        return file;
    }
}
