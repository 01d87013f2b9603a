package dev.tideline.trainer.service;

import dev.tideline.trainer.data.Dataset;

/**
 * A run to make.
 *
 * @param message why, for people
 * @param position how far labeled-images was read for the data
 */
record Run(String id, RunReason reason, String message, Dataset dataset, SetPosition position) {
    /** How a run ended. */
    enum Outcome {
        /** A version was published, whatever alias it got. */
        PUBLISHED,
        FAILED,
        /** The service closed in the middle of it. */
        CANCELLED
    }
}
