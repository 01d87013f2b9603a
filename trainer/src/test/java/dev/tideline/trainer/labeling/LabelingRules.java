package dev.tideline.trainer.labeling;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rules of the training set of record as docs/architecture.md has them, for what comes one after the other. */
final class LabelingRules {
    private final Map<String, Known> known = new HashMap<>();

    /** What is known of a picture. */
    private static final class Known {
        private Instant forgottenAt = Instant.MIN;
        private String label;
        private Instant labeledAt = Instant.MIN;
        private final Set<String> pictures = new HashSet<>();
    }

    void picture(String id, String picture, Instant at) {
        Known it = of(id);
        if (at.isAfter(it.forgottenAt)) {
            it.pictures.add(picture);
        }
    }

    void label(String id, String label, Instant at, Optional<String> picture) {
        Known it = of(id);
        if (label.isBlank() || !at.isAfter(it.forgottenAt)) {
            return;
        }
        picture.ifPresent(it.pictures::add);
        if (!at.isBefore(it.labeledAt)) {
            it.label = label.strip();
            it.labeledAt = at;
        }
    }

    void tombstone(String id, Instant at) {
        Known it = of(id);
        it.label = null;
        it.labeledAt = Instant.MIN;
        it.pictures.clear();
        it.forgottenAt = at.isAfter(it.forgottenAt) ? at : it.forgottenAt;
    }

    /** The label of each picture in the set. */
    Map<String, String> set() {
        Map<String, String> set = new TreeMap<>();
        known.forEach((id, it) -> {
            if (it.label != null && !it.pictures.isEmpty()) {
                set.put(id, it.label);
            }
        });
        return set;
    }

    /** Whether a picture came under an id, and was not forgotten since: an id names one picture, so any will do. */
    boolean holds(String id, String picture) {
        return of(id).pictures.contains(picture);
    }

    private Known of(String id) {
        return known.computeIfAbsent(id, unknown -> new Known());
    }
}
