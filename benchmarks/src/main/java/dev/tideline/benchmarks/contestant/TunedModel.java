package dev.tideline.benchmarks.contestant;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.util.List;

/** Our decoder and network, in 32-bit floats, asked about one picture. */
record TunedModel(PictureDecoder decoder, ImageClassifier network) implements PerRecordModel {
    static TunedModel load(ModelBundle bundle) throws IOException {
        ModelSpec.Input input = bundle.spec().input();
        return new TunedModel(
                new PictureDecoder(input.height(), input.width(), DecodeLimits.defaults()),
                ImageClassifier.load(bundle, RuntimeOptions.defaults().withPrecision(Precision.FLOAT32)));
    }

    @Override
    public Classification classify(byte[] picture) {
        try {
            return network.classify(List.of(decoder.decode(picture))).get(0);
        } catch (UndecodablePictureException e) {
            throw new IllegalArgumentException("Take other pictures with --data: " + e.getMessage(), e);
        }
    }
}
