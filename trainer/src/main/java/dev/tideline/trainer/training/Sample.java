package dev.tideline.trainer.training;

import dev.tideline.trainer.data.Example;

/**
 * A picture that could be read.
 *
 * @param digest SHA-256 of its bytes
 * @param row its first row in an {@link ActivationStore}; no two samples of a run share one
 */
record Sample(Example example, String digest, int row) {}
