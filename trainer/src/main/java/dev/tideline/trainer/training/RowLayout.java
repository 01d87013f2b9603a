package dev.tideline.trainer.training;

import dev.tideline.trainer.network.FeatureShape;
import dev.tideline.trainer.network.MobileNetV2;

/**
 * How a picture's row is laid out: its pooled features, then its activation at the border, as 16-bit floats.
 *
 * @param border index of the first layer that is computed anew in every epoch of fine-tuning
 * @param borderShape the output of the layer before it
 * @param borderBytes 0 where nothing begins at the border
 */
record RowLayout(int features, int border, FeatureShape borderShape, int borderBytes) {
    private static final int HALF_BYTES = 2;

    /** @param warm whether the layers behind the border are not those that the features are of */
    static RowLayout of(MobileNetV2 network, TrainingSettings settings, boolean warm) {
        int border = network.border(settings.fineTuneAt());
        FeatureShape shape = network.layer(border - 1).output();
        boolean beginsThere = warm || settings.fineTuningEpochs() > 0;
        return new RowLayout(network.features(), border, shape, beginsThere ? HALF_BYTES * shape.size() : 0);
    }

    int featureBytes() {
        return HALF_BYTES * features;
    }

    int rowBytes() {
        return featureBytes() + borderBytes;
    }
}
