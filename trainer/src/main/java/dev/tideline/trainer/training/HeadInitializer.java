package dev.tideline.trainer.training;

import dev.tideline.trainer.network.RandomWeights;
import dev.tideline.trainer.network.Tensors;
import dev.tideline.trainer.network.WeightTensor;
import java.util.List;
import java.util.SplittableRandom;

/** What the dense layer's kernel holds before the first step. */
public enum HeadInitializer {
    /**
     * Nothing, so that all it holds later was learned. The tutorial's rate moves a weight by at most 1e-4 a step, too
     * little to unlearn a random start in its ten epochs: docs/benchmarks.md has the figures.
     */
    ZEROS,
    /** Keras's default for a dense layer (Glorot and Bengio, 2010). */
    GLOROT_UNIFORM;

    WeightTensor kernel(int features, int logits, long seed) {
        List<Integer> shape = List.of(features, logits);
        return switch (this) {
            case ZEROS -> Tensors.filled(shape, 0);
            case GLOROT_UNIFORM -> RandomWeights.glorotUniform(shape, new SplittableRandom(seed));
        };
    }
}
