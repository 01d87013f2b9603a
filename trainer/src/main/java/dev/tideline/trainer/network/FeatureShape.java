package dev.tideline.trainer.network;

/** The shape of a layer's output for one picture. */
public record FeatureShape(int height, int width, int channels) {
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    FeatureShape withChannels(int other) {
        return new FeatureShape(height, width, other);
    }

    /** As Keras prints it. */
    @Override
    public String toString() {
        return "(None, " + height + ", " + width + ", " + channels + ")";
    }
}
