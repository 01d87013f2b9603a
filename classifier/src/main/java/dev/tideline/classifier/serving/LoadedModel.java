package dev.tideline.classifier.serving;

import dev.tideline.classifier.engine.BatchModel;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.serving.ModelSignature;
import java.util.List;

/** A verified bundle, loaded by a {@link ModelLoader}: its network and the decoder for its input size. */
public final class LoadedModel implements BatchModel {
    private final ModelSpec spec;
    private final ImageClassifier network;
    private final PictureDecoder decoder;

    private final int batchSize;

    /** Owns the network and the decoder from here on. */
    LoadedModel(ImageClassifier network, PictureDecoder decoder, int batchSize) {
        this.spec = network.spec();
        this.network = network;
        this.decoder = decoder;
        this.batchSize = batchSize;
    }

    /** What the model's bundle says of it. */
    public ModelSpec spec() {
        return spec;
    }

    /** How the model's own signature names what it takes and gives. */
    public ModelSignature signature() {
        return network.signature();
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
    public int batchSize() {
        return batchSize;
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
