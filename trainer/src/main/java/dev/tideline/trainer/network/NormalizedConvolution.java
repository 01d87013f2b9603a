package dev.tideline.trainer.network;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Builds the graph of a convolution and the batch normalization behind it. */
@FunctionalInterface
public interface NormalizedConvolution {
    Operand<TFloat32> build(Operand<TFloat32> input, Layer convolution, Layer normalization);
}
