package dev.tideline.trainer.service;

import dev.tideline.events.ModelVersion;
import dev.tideline.model.store.ModelCatalog;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is left of the runs before the next.
 *
 * @param trained how far labeled-images was read for the newest version: those labels are not new
 * @param ended when the last run ended that did not fail; empty before the first
 * @param failed when the last run failed; empty when one has ended since
 * @param failures how many have failed since then
 */
record LastRun(SetPosition trained, Optional<Instant> ended, Optional<Instant> failed, int failures) {
    static final LastRun NONE = new LastRun(SetPosition.START, Optional.empty(), Optional.empty(), 0);

    /**
     * The run that made a model's newest version; what was imported tells of no run here. One that failed since then is not
     * remembered across a restart.
     */
    static LastRun of(ModelCatalog catalog, String modelName) {
        return catalog.versions(modelName).stream()
                .filter(version ->
                        version.getRunId() != null && version.getLineage().containsKey(Runner.LABELS_POSITION))
                .max(Comparator.comparingInt(ModelVersion::getVersion))
                .map(version -> NONE.published(
                        SetPosition.parse(version.getLineage().get(Runner.LABELS_POSITION)), version.getCreatedAt()))
                .orElse(NONE);
    }

    LastRun published(SetPosition position, Instant at) {
        return new LastRun(position, Optional.of(at), Optional.empty(), 0);
    }

    LastRun failed(Instant at) {
        return new LastRun(trained, ended, Optional.of(at), failures + 1);
    }

    /** Its labels stay new; the pause counts from its end. */
    LastRun cancelled(Instant at) {
        return new LastRun(trained, Optional.of(at), Optional.empty(), 0);
    }

    /** The same, with the ends of runs that another knows of, where these are later: they published nothing. */
    LastRun withLaterEnd(LastRun other) {
        Optional<Instant> later = later(ended, other.ended);
        boolean failedSince = later(later, other.failed).equals(other.failed) && other.failed.isPresent();
        return failedSince
                ? new LastRun(trained, later, other.failed, other.failures)
                : new LastRun(trained, later, Optional.empty(), 0);
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }
}
