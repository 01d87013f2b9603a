package dev.tideline.trainer.training;

/** The two halves of transfer learning. */
public enum Phase {
    /** The base stays as it is; only the new head learns. */
    FEATURE_EXTRACTION,
    /** The base's last layers learn too, slowly. */
    FINE_TUNING
}
