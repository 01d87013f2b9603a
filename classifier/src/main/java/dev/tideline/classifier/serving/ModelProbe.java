package dev.tideline.classifier.serving;

import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import java.util.Collections;
import java.util.List;

/**
 * Asks a freshly loaded model about pictures whose content does not matter, and checks that the answers make sense: they
 * are probabilities, they sum to one, and a picture's answer does not depend on its batch. By the way it warms the
 * network with the batch sizes that will be used.
 */
final class ModelProbe {
    private static final double TOLERANCE = 0.02;

    private ModelProbe() {}

    /** @throws IllegalStateException when an answer makes no sense */
    static void check(ImageClassifier network, List<Integer> batchSizes) {
        Pixels picture = gradient(network.spec());
        Classification alone = network.classify(List.of(picture)).get(0);
        requireProbabilities(network.spec(), alone);
        for (int size : batchSizes) {
            List<Classification> together = network.classify(Collections.nCopies(size, picture));
            requireSame(network.spec(), alone, together.get(0), size);
            requireSame(network.spec(), alone, together.get(size - 1), size);
        }
    }

    private static Pixels gradient(ModelSpec spec) {
        int height = spec.input().height();
        int width = spec.input().width();
        byte[] rgb = new byte[height * width * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[i++] = (byte) (255 * x / width);
                rgb[i++] = (byte) (255 * y / height);
                rgb[i++] = (byte) (255 * (x + y) / (width + height));
            }
        }
        return new Pixels(height, width, rgb);
    }

    private static void requireProbabilities(ModelSpec spec, Classification answer) {
        double sum = 0;
        for (float probability : answer.probabilities()) {
            if (!(probability >= 0 && probability <= 1 + TOLERANCE)) {
                throw wrong(spec, "it gives a probability of " + probability);
            }
            sum += probability;
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw wrong(spec, "its probabilities sum to " + sum);
        }
    }

    private static void requireSame(ModelSpec spec, Classification alone, Classification inBatch, int size) {
        for (int i = 0; i < alone.probabilities().length; i++) {
            float difference = Math.abs(alone.probabilities()[i] - inBatch.probabilities()[i]);
            if (!(difference <= TOLERANCE)) {
                throw wrong(spec, "a picture's probability differs by " + difference + " in a batch of " + size);
            }
        }
    }

    private static IllegalStateException wrong(ModelSpec spec, String what) {
        return new IllegalStateException(
                "Model " + spec.name() + "/" + spec.version() + " answers the probe picture wrongly: " + what);
    }
}
