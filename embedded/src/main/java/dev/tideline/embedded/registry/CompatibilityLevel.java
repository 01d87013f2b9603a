package dev.tideline.embedded.registry;

/** Which earlier versions a new version must fit, and in which direction; the names are Confluent's. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    static final CompatibilityLevel DEFAULT = BACKWARD;

    private final boolean newReadsOld;
    private final boolean oldReadsNew;
    private final boolean everyVersion;

    CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew, boolean everyVersion) {
        this.newReadsOld = newReadsOld;
        this.oldReadsNew = oldReadsNew;
        this.everyVersion = everyVersion;
    }

    /** A reader with the new schema must understand data of the old one. */
    boolean newReadsOld() {
        return newReadsOld;
    }

    /** A reader with the old schema must understand data of the new one. */
    boolean oldReadsNew() {
        return oldReadsNew;
    }

    /** All earlier versions count, not the newest alone. */
    boolean everyVersion() {
        return everyVersion;
    }
}
