package dev.tideline.classifier.serving;

import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.serving.ImageClassifier;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the batch size to serve with by running batches of blank pictures: the smallest power of two that comes within a
 * twentieth of the best time a picture. Larger batches would only make each picture wait longer. On two cores the best
 * is reached at a few pictures, on a GPU at hundreds; no constant fits both.
 */
final class BatchCalibration {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCalibration.class);

    /** The least of several times is the one that nothing else on the machine has lengthened. */
    private static final int RUNS = 4;

    private static final double GOOD_ENOUGH = 1.05;

    private BatchCalibration() {}

    /** @param sizes batch sizes to choose from, in rising order; the network has run each of them before */
    static int best(ImageClassifier network, List<Integer> sizes) {
        List<Double> nanosAPicture =
                sizes.stream().map(size -> nanos(network, size) / size).toList();
        int best = best(sizes, nanosAPicture);
        LOG.info("Batches of {}: of {} pictures, each takes {} ns", best, sizes, nanosAPicture);
        return best;
    }

    static int best(List<Integer> sizes, List<Double> timeAPicture) {
        double least = Collections.min(timeAPicture);
        int first = 0;
        while (timeAPicture.get(first) > least * GOOD_ENOUGH) {
            first++;
        }
        return sizes.get(first);
    }

    private static double nanos(ImageClassifier network, int size) {
        ModelSpec.Input input = network.spec().input();
        List<Pixels> batch = Collections.nCopies(size, Pixels.blank(input.height(), input.width()));
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long begin = System.nanoTime();
            network.classify(batch);
            least = Math.min(least, System.nanoTime() - begin);
        }
        return least;
    }
}
