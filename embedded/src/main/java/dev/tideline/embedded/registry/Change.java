package dev.tideline.embedded.registry;

import java.util.Optional;

/** One change of the registry's state, one record on the topic. */
sealed interface Change {
    /** A version is new, or its deletion mark changed. */
    record VersionStored(SchemaVersion version) implements Change {}

    /** A version is gone for good; its id stays taken. */
    record VersionRemoved(String subject, int version, int id) implements Change {}

    /** A compatibility level was set, of a subject or (empty) of all. */
    record LevelSet(Optional<String> subject, CompatibilityLevel level) implements Change {}

    /** A compatibility level was taken back. */
    record LevelCleared(Optional<String> subject) implements Change {}
}
