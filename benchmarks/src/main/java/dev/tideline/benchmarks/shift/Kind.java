package dev.tideline.benchmarks.shift;

/** What photos of the stream are like. */
public enum Kind {
    /** As they were taken: all that come before the shift, and some after it. */
    ORDINARY,
    /** See {@link Alteration}. */
    ALTERED
}
