package dev.tideline.trainer.training;

/**
 * How training pictures are varied, with Keras's meaning.
 *
 * @param flip mirror half of them left to right ({@code RandomFlip("horizontal")})
 * @param rotation turn them by a random angle of at most this share of a full turn, either way ({@code
 *     RandomRotation(0.2)}); what comes into view is the picture reflected
 */
public record Augmentation(boolean flip, double rotation) {
    public Augmentation {
        if (!(rotation >= 0 && rotation <= 1)) {
            throw new IllegalArgumentException("Rotation is a share of a full turn, from 0 to 1, not " + rotation);
        }
    }

    /** The pictures as they are. */
    public static Augmentation none() {
        return new Augmentation(false, 0);
    }

    public boolean isNone() {
        return !flip && rotation == 0;
    }
}
