package dev.tideline.trainer.operations;

import dev.tideline.trainer.training.Phase;
import java.util.Locale;

/** The parts of a run, one after the other. */
public enum RunPhase {
    /** The pictures that can be read are found, and fetched where they are not at hand. */
    GATHER,
    /** Every picture goes through the part of the network that no run changes, or that comes from the cache. */
    PREPARE,
    /** The head learns. */
    FEATURE_EXTRACTION,
    /** The network's last layers learn too. */
    FINE_TUNING,
    /** The model is written as it will serve. */
    EXPORT,
    /** Candidate and production answer the held-out pictures. */
    GATE,
    /** The version and its alias are published, and old versions removed. */
    PUBLISH;

    /** The phase in which this half of training is done. */
    public static RunPhase of(Phase phase) {
        return switch (phase) {
            case FEATURE_EXTRACTION -> FEATURE_EXTRACTION;
            case FINE_TUNING -> FINE_TUNING;
        };
    }

    /** As it stands in events and labels. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
