package dev.tideline.trainer.training;

/** Where a training graph takes its input in, so that what lies before is not computed again. */
sealed interface Entry {
    /** At the pixels: uint8 [n, size, size, 3], and a projective transform for each. */
    record Pictures() implements Entry {}

    /** At the output of the layer before {@code layer}: float16 [n, h, w, c]. */
    record Border(int layer) implements Entry {}

    /** At the pooled features, before the head: float16 [n, features]. */
    record Features() implements Entry {}
}
