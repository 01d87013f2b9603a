package dev.tideline.trainer.service;

import dev.tideline.events.ModelVersion;
import dev.tideline.model.store.ModelCatalog;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What is left of the runs before the next.
 *
 * @param trained how far labeled-images was read for the newest version: those labels are not new
 * @param ended when the last run ended; empty before the first
 * @param failed whether it failed
 */
record LastRun(SetPosition trained, Optional<Instant> ended, boolean failed) {
    static final LastRun NONE = new LastRun(SetPosition.START, Optional.empty(), false);

    /** The run that made a model's newest version. One that failed since then is not remembered across a restart. */
    static LastRun of(ModelCatalog catalog, String modelName) {
        return catalog.versions(modelName).stream()
                .filter(version -> version.getLineage().containsKey(Runner.LABELS_POSITION))
                .max(Comparator.comparingInt(ModelVersion::getVersion))
                .map(version -> new LastRun(
                        SetPosition.parse(version.getLineage().get(Runner.LABELS_POSITION)),
                        Optional.of(version.getCreatedAt()),
                        false))
                .orElse(NONE);
    }

    LastRun published(SetPosition position, Instant at) {
        return new LastRun(position, Optional.of(at), false);
    }

    LastRun failed(Instant at) {
        return new LastRun(trained, Optional.of(at), true);
    }

    /** Its labels stay new; the pause counts from its end. */
    LastRun cancelled(Instant at) {
        return new LastRun(trained, Optional.of(at), false);
    }

    /** The same, with the end of a run that another knows of, if that is later: it published nothing. */
    LastRun withLaterEnd(LastRun other) {
        boolean isLater = other.ended()
                .filter(end -> ended.map(end::isAfter).orElse(true))
                .isPresent();
        return isLater ? new LastRun(trained, other.ended(), other.failed()) : this;
    }
}
