package dev.tideline.model.store;

import java.util.Optional;

/**
 * What is said about a version when it is published.
 *
 * @param reason why it was made: labels, age, error, request, import or starter
 * @param author which service or person publishes it
 * @param runId the training run that made it
 * @param alias the alias that names it from the same moment on
 * @param aliasReason why it gets the alias, for people; empty without an alias
 */
public record Publication(
        String reason, String author, Optional<String> runId, Optional<String> alias, String aliasReason) {

    /** A version that no alias names yet. */
    public static Publication of(String reason, String author) {
        return new Publication(reason, author, Optional.empty(), Optional.empty(), "");
    }

    /** The same, made by a training run. */
    public Publication byRun(String run) {
        return new Publication(reason, author, Optional.of(run), alias, aliasReason);
    }

    /** The same, with an alias that moves to the version in the same transaction. */
    public Publication withAlias(String newAlias, String why) {
        return new Publication(reason, author, runId, Optional.of(newAlias), why);
    }
}
