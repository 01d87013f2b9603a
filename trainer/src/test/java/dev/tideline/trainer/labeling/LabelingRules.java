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
        private Optional<String> said = Optional.empty();
        private Instant saidAt = Instant.MIN;
        private final Set<String> pictures = new HashSet<>();
    }

    void picture(String id, String picture, Instant at) {
        Known it = of(id);
        if (at.isAfter(it.forgottenAt)) {
            it.pictures.add(picture);
        }
    }

    void prediction(String id, String said, Instant at) {
        Known it = of(id);
        if (it.label == null && at.isAfter(it.forgottenAt)) {
            it.said = Optional.of(said);
            it.saidAt = at;
        }
    }

    /** On feedback. */
    void label(String id, String label, Instant at, Optional<String> picture) {
        Known it = of(id);
        if (label.isBlank() || !at.isAfter(it.forgottenAt)) {
            return;
        }
        if (it.label == null && it.saidAt.isAfter(at)) {
            it.said = Optional.empty();
        }
        picture.ifPresent(it.pictures::add);
        takeIfNewest(it, label, at);
    }

    /** On labeled-images: what others write there says itself what was said of the picture before. */
    void othersLabel(String id, String label, Instant at, String picture, Optional<String> said) {
        Known it = of(id);
        if (label.isBlank() || !at.isAfter(it.forgottenAt)) {
            return;
        }
        it.pictures.add(picture);
        if (takeIfNewest(it, label, at)) {
            it.said = said;
        }
    }

    private static boolean takeIfNewest(Known it, String label, Instant at) {
        boolean newest = !at.isBefore(it.labeledAt);
        if (newest) {
            it.label = label.strip();
            it.labeledAt = at;
        }
        return newest;
    }

    void tombstone(String id, Instant at) {
        Known it = of(id);
        it.label = null;
        it.labeledAt = Instant.MIN;
        it.said = Optional.empty();
        it.saidAt = Instant.MIN;
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

    /** What was said of the pictures in the set before their first label. */
    Map<String, String> tests() {
        Map<String, String> tests = new TreeMap<>();
        set().keySet().forEach(id -> of(id).said.ifPresent(said -> tests.put(id, said)));
        return tests;
    }

    /** Whether a picture came under an id, and was not forgotten since: an id names one picture, so any will do. */
    boolean holds(String id, String picture) {
        return of(id).pictures.contains(picture);
    }

    private Known of(String id) {
        return known.computeIfAbsent(id, unknown -> new Known());
    }
}
