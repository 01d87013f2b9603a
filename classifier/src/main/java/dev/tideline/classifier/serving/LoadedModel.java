package dev.tideline.classifier.serving;

import dev.tideline.classifier.engine.BatchModel;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.util.List;

/** A verified bundle, loaded: its network and the decoder for its input size. */
public final class LoadedModel implements BatchModel {
    private final ModelSpec spec;
    private final ImageClassifier network;
    private final PictureDecoder decoder;

    private LoadedModel(ImageClassifier network, PictureDecoder decoder) {
        this.spec = network.spec();
        this.network = network;
        this.decoder = decoder;
    }

    /**
     * Loads a bundle, runs it with every batch size up to {@code batchSize} that is a power of two, so that the first
     * real batches are not slow, and checks its answers to the probe pictures. Takes seconds.
     *
     * @throws IOException when the bundle cannot be read or loaded
     * @throws IllegalStateException when it answers the probe wrongly
     */
    public static LoadedModel load(ModelBundle bundle, int batchSize) throws IOException {
        ImageClassifier network = ImageClassifier.load(bundle, RuntimeOptions.defaults());
        try {
            ModelProbe.check(network, batchSize);
            ModelSpec spec = network.spec();
            PictureDecoder decoder =
                    new PictureDecoder(spec.input().height(), spec.input().width(), DecodeLimits.defaults());
            return new LoadedModel(network, decoder);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public int version() {
        return spec.version();
    }

    @Override
    public Pixels decode(byte[] picture) throws UndecodablePictureException {
        return decoder.decode(picture);
    }

    @Override
    public List<Classification> classify(List<Pixels> batch) {
        return network.classify(batch);
    }

    @Override
    public void close() {
        network.close();
        decoder.close();
    }
}
