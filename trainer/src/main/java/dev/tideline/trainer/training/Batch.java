package dev.tideline.trainer.training;

import java.util.Optional;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

/**
 * Pictures, as a graph's {@link Entry} wants them, and their labels.
 *
 * @param transforms projective transforms, [n, 8]; where the entry is the pixels
 */
record Batch(Tensor input, Optional<TFloat32> transforms, int[] labels) implements AutoCloseable {
    int size() {
        return labels.length;
    }

    @Override
    public void close() {
        input.close();
        transforms.ifPresent(TFloat32::close);
    }
}
