/** Keras's official ImageNet weights: where they are, and how they get here. */
package dev.tideline.trainer.weights;
