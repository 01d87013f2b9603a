package dev.tideline.trainer.training;

import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Augmentation as projective transforms: eight numbers (a0 … a5, 0, 0) send a point (x, y) of the output to (a0 x + a1 y
 * + a2, a3 x + a4 y + a5) of the input, as Keras's {@code RandomRotation} does it.
 */
final class Transforms {
    private static final float[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0};

    private Transforms() {}

    static float[] identity() {
        return IDENTITY.clone();
    }

    /** A flip and a turn at random, for a picture of {@code size} × {@code size}. */
    static float[] random(Augmentation augmentation, int size, SplittableRandom random) {
        boolean flipped = random.nextBoolean() && augmentation.flip();
        double fullTurns = (2 * random.nextDouble() - 1) * augmentation.rotation();
        return transform(flipped, 2 * Math.PI * fullTurns, size);
    }

    /** First the flip, then the turn around the centre. */
    static float[] transform(boolean flipped, double angle, int size) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double last = size - 1.0;
        double offsetX = (last - (cos * last - sin * last)) / 2;
        double offsetY = (last - (sin * last + cos * last)) / 2;
        double mirror = flipped ? -1 : 1;
        return new float[] {
            (float) (mirror * cos),
            (float) (mirror * -sin),
            (float) (flipped ? last - offsetX : offsetX),
            (float) sin,
            (float) cos,
            (float) offsetY,
            0,
            0
        };
    }

    /** Transforms pixels; what comes from outside the picture is its reflection. */
    static Operand<TFloat32> apply(Ops tf, Operand<? extends TNumber> pixels, Operand<TFloat32> transforms, int size) {
        return tf.image.imageProjectiveTransformV3(
                tf.dtypes.cast(pixels, TFloat32.class),
                transforms,
                tf.constant(new int[] {size, size}),
                tf.constant(0f),
                "BILINEAR",
                ImageProjectiveTransformV3.fillMode("REFLECT"));
    }
}
