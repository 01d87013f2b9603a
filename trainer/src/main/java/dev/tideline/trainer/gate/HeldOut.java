package dev.tideline.trainer.gate;

import dev.tideline.trainer.data.PictureSource;

/**
 * A picture that no version was trained on, and what it shows.
 *
 * @param label in words: two versions may number their labels differently
 * @param older whether it had that label when production's run began; false when that is not known
 */
public record HeldOut(String id, String label, boolean older, PictureSource picture) {}
