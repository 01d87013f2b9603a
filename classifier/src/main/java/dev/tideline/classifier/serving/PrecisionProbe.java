package dev.tideline.classifier.serving;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a network in the arithmetic that was asked for. {@link PrecisionChoice#AUTO} takes bfloat16 only where the CPU
 * has it and, for this network, it says what 32-bit floats say of a few pictures.
 */
final class PrecisionProbe {
    private static final Logger LOG = LoggerFactory.getLogger(PrecisionProbe.class);
    private static final int PICTURES = 16;

    /** The most that a probability may differ: more could turn answers that people would call clear. */
    private static final double TOLERANCE = 0.1;

    private PrecisionProbe() {}

    static ImageClassifier load(ModelBundle bundle, PrecisionChoice choice) throws IOException {
        Precision wanted = choice.resolve();
        if (choice != PrecisionChoice.AUTO || wanted == Precision.FLOAT32) {
            return load(bundle, wanted);
        }
        ImageClassifier exact = load(bundle, Precision.FLOAT32);
        ImageClassifier fast;
        try {
            fast = load(bundle, wanted);
        } catch (IOException | RuntimeException e) {
            LOG.warn("The model does not load in {}: it serves in 32-bit floats", wanted, e);
            return exact;
        }
        return choose(exact, fast);
    }

    private static ImageClassifier load(ModelBundle bundle, Precision precision) throws IOException {
        // A stream of batches is a thread: with as many streams as cores, all of them are busy, and none waits for the
        // others at the end of every operation.
        return ImageClassifier.load(bundle, RuntimeOptions.onTheCallersThread().withPrecision(precision));
    }

    /** Closes the one that is not taken. */
    static ImageClassifier choose(ImageClassifier exact, ImageClassifier fast) {
        double difference = largestDifference(exact, fast);
        boolean trusted = difference <= TOLERANCE;
        LOG.info(
                "The faster arithmetic moves probabilities of the probe pictures by at most {}: it {}",
                difference,
                trusted ? "serves" : "does not serve");
        (trusted ? exact : fast).close();
        return trusted ? fast : exact;
    }

    private static double largestDifference(ImageClassifier exact, ImageClassifier fast) {
        List<Pixels> pictures = pictures(exact.spec().input());
        List<Classification> wanted = exact.classify(pictures);
        List<Classification> found = fast.classify(pictures);
        double largest = 0;
        for (int i = 0; i < PICTURES; i++) {
            for (int label = 0; label < wanted.get(i).probabilities().length; label++) {
                double difference = Math.abs(
                        wanted.get(i).probabilities()[label] - found.get(i).probabilities()[label]);
                // A NaN is a difference too.
                largest = difference <= largest ? largest : difference;
            }
        }
        return largest;
    }

    /** Soft blotches of random colours: nothing in particular, but far from blank. The same each time. */
    private static List<Pixels> pictures(ModelSpec.Input input) {
        Random random = new Random(1);
        List<Pixels> pictures = new ArrayList<>();
        for (int picture = 0; picture < PICTURES; picture++) {
            byte[] rgb = new byte[input.height() * input.width() * Pixels.CHANNELS];
            double[] phases =
                    random.doubles(Pixels.CHANNELS * 3, 0, 2 * Math.PI).toArray();
            double waves = 1 + picture;
            for (int y = 0, i = 0; y < input.height(); y++) {
                for (int x = 0; x < input.width(); x++) {
                    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
                        double across = Math.sin(waves * x / input.width() * 2 + phases[channel]);
                        double down = Math.sin(waves * y / input.height() * 3 + phases[Pixels.CHANNELS + channel]);
                        rgb[i++] = (byte) Math.round(127.5 + 63.5 * (across + down));
                    }
                }
            }
            pictures.add(new Pixels(input.height(), input.width(), rgb));
        }
        return pictures;
    }
}
