package dev.tideline.classifier.serving;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes bundles ready to serve: loads the network in the arithmetic that suits the machine, runs it with every batch size
 * that will be used, so that the first real batches are not slow, and checks its answers to the probe picture.
 *
 * <p>The batch size of the first model is measured. Later versions take it over where their input has the same size:
 * they load while the one before them serves, when a measurement would measure both.
 *
 * <p>Threading: one thread at a time.
 */
public final class ModelLoader {
    private static final int LARGEST_ON_CPU = 32;
    private static final int LARGEST_ON_GPU = 256;

    private final ServingSettings settings;
    private Optional<Calibrated> calibrated = Optional.empty();

    private record Calibrated(ModelSpec.Input input, int batchSize) {}

    public ModelLoader(ServingSettings settings) {
        this.settings = settings;
    }

    /**
     * Loads a verified bundle. Takes seconds.
     *
     * @throws IOException when the bundle cannot be read or loaded
     * @throws IllegalStateException when it answers the probe wrongly
     */
    public LoadedModel load(ModelBundle bundle) throws IOException {
        ImageClassifier network = PrecisionProbe.load(bundle, settings.precision());
        try {
            ModelSpec.Input input = network.spec().input();
            int batchSize = warm(network, input);
            PictureDecoder decoder = new PictureDecoder(input.height(), input.width(), DecodeLimits.defaults());
            return new LoadedModel(network, decoder, batchSize);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private int warm(ImageClassifier network, ModelSpec.Input input) {
        Optional<Integer> known =
                calibrated.filter(measured -> measured.input().equals(input)).map(Calibrated::batchSize);
        if (settings.batchSize().isPresent()) {
            known = Optional.of(settings.batchSize().getAsInt());
        }
        List<Integer> sizes =
                sizesUpTo(known.orElseGet(() -> TensorFlowRuntime.isGpuBuild() ? LARGEST_ON_GPU : LARGEST_ON_CPU));
        ModelProbe.check(network, sizes);
        if (known.isPresent()) {
            return known.get();
        }
        int best = BatchCalibration.best(network, sizes);
        calibrated = Optional.of(new Calibrated(input, best));
        return best;
    }

    /** Powers of two, and the largest. */
    private static List<Integer> sizesUpTo(int largest) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size < largest; size *= 2) {
            sizes.add(size);
        }
        sizes.add(largest);
        return sizes;
    }
}
