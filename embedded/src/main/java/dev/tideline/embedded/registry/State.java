package dev.tideline.embedded.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the changes so far add up to. Not thread-safe. */
final class State {
    private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final Map<Optional<String>, CompatibilityLevel> levels = new HashMap<>();
    private int highestId;

    void apply(Change change) {
        if (change instanceof Change.VersionStored stored) {
            SchemaVersion version = stored.version();
            subjects.computeIfAbsent(version.subject(), name -> new TreeMap<>()).put(version.version(), version);
            highestId = Math.max(highestId, version.id());
        } else if (change instanceof Change.VersionRemoved removed) {
            remove(removed);
            highestId = Math.max(highestId, removed.id());
        } else if (change instanceof Change.LevelSet set) {
            levels.put(set.subject(), set.level());
        } else if (change instanceof Change.LevelCleared cleared) {
            levels.remove(cleared.subject());
        }
    }

    private void remove(Change.VersionRemoved removed) {
        subjects.computeIfPresent(removed.subject(), (name, versions) -> {
            versions.remove(removed.version());
            return versions.isEmpty() ? null : versions;
        });
    }

    /** An id that no schema has or ever had. A write that fails uses its id up too: it may have reached the topic. */
    int takeId() {
        return ++highestId;
    }

    SortedSet<String> subjects() {
        return new TreeSet<>(subjects.keySet());
    }

    /** The subject's versions, softly deleted ones included, oldest first; empty if there is no such subject. */
    List<SchemaVersion> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, new TreeMap<>()).values());
    }

    Stream<SchemaVersion> allVersions() {
        return subjects.values().stream().flatMap(versions -> versions.values().stream());
    }

    Optional<CompatibilityLevel> level(Optional<String> subject) {
        return Optional.ofNullable(levels.get(subject));
    }
}
