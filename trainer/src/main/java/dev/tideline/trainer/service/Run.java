package dev.tideline.trainer.service;

import java.util.Locale;

/**
 * A run to make.
 *
 * @param message why, for people
 * @param set what it learns from, as far as its pictures can be read
 * @param served requests that it serves, whatever started it
 */
record Run(String id, RunReason reason, String message, TrainingSet set, RequestInbox.Served served) {
    /** How a run ended. */
    enum Outcome {
        /** A version was published, whatever alias it got. */
        PUBLISHED,
        FAILED,
        /** Someone asked for its end. */
        CANCELLED,
        /** The service closed in the middle of it, or another trainer has taken over; it is repeated if need be. */
        CUT_SHORT,
        /** Another publisher has begun since; nothing was published, and it is repeated if need be. */
        SHUT_OUT;

        /** As it stands in labels. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
