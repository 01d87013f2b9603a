package dev.tideline.trainer.service;

/**
 * A run to make.
 *
 * @param message why, for people
 * @param set what it learns from, as far as its pictures can be read
 */
record Run(String id, RunReason reason, String message, TrainingSet set) {
    /** How a run ended. */
    enum Outcome {
        /** A version was published, whatever alias it got. */
        PUBLISHED,
        FAILED,
        /** The service closed in the middle of it. */
        CANCELLED
    }
}
