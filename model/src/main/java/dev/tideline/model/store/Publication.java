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
 * @param yieldsToPin whether it becomes candidate instead of production while production is pinned; what people publish
 *     does not
 */
public record Publication(
        String reason,
        String author,
        Optional<String> runId,
        Optional<String> alias,
        String aliasReason,
        boolean yieldsToPin) {

    /** A version that no alias names yet. */
    public static Publication of(String reason, String author) {
        return new Publication(reason, author, Optional.empty(), Optional.empty(), "", false);
    }

    /** The same, made by a training run. */
    public Publication byRun(String run) {
        return new Publication(reason, author, Optional.of(run), alias, aliasReason, yieldsToPin);
    }

    /** The same, with an alias that moves to the version in the same transaction. */
    public Publication withAlias(String newAlias, String why) {
        return new Publication(reason, author, runId, Optional.of(newAlias), why, yieldsToPin);
    }

    /** The same, as candidate while production is pinned. */
    public Publication unlessPinned() {
        return new Publication(reason, author, runId, alias, aliasReason, true);
    }
}
