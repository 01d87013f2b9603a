package dev.tideline.cli.quickstart;

import dev.tideline.model.store.Assessment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What happened to each picture of the stream, and how good each version was on it.
 *
 * <p>A version's accuracy on the stream is progressive validation: only its predictions on pictures count that nobody
 * had labelled when the version was made, so it is never measured on what it may have learned.
 *
 * <p>Records of pictures that were not published here are passed over: others may use the same topics. Thread-safe.
 */
final class StreamLedger {
    private final Map<String, Entry> pictures = new HashMap<>();
    private final NavigableMap<Integer, Version> versions = new TreeMap<>();
    private long predictions;
    private long deadLetters;
    private long labels;

    /** A picture's fate. */
    private static final class Entry {
        private final String truth;
        private Optional<Instant> labelledAt = Optional.empty();
        private final List<Answer> answers = new ArrayList<>(1);
        private boolean dead;

        Entry(String truth) {
            this.truth = truth;
        }

        boolean isAnswered() {
            return dead || !answers.isEmpty();
        }

        boolean wasLabelledBefore(Instant time) {
            return labelledAt.filter(at -> !at.isAfter(time)).isPresent();
        }
    }

    private record Answer(String label, int version) {}

    private record Version(Instant madeAt, String reason, Assessment assessment, boolean promoted) {}

    /**
     * How a version did so far.
     *
     * @param promoted whether it came into service
     */
    record Standing(
            int version,
            String reason,
            boolean promoted,
            Assessment assessment,
            long unseen,
            long unseenRight,
            long predictions) {
        /** Empty until the version met a picture that it cannot have learned from. */
        Optional<Double> accuracyOnStream() {
            return unseen == 0 ? Optional.empty() : Optional.of((double) unseenRight / unseen);
        }
    }

    /** The figures of one moment. */
    record Figures(long published, long labels, long predictions, long deadLetters, List<Standing> versions) {}

    synchronized void published(String id, String truth) {
        pictures.putIfAbsent(id, new Entry(truth));
    }

    synchronized void labelled(String id, Instant at) {
        pictures.get(id).labelledAt = Optional.of(at);
        labels++;
    }

    synchronized void predicted(String id, String label, int version) {
        Entry entry = pictures.get(id);
        if (entry != null) {
            entry.answers.add(new Answer(label, version));
            predictions++;
        }
    }

    synchronized void deadLetter(String id) {
        Entry entry = pictures.get(id);
        if (entry != null) {
            entry.dead = true;
            deadLetters++;
        }
    }

    synchronized void made(int version, Instant at, String reason, Assessment assessment) {
        boolean promoted =
                versions.containsKey(version) && versions.get(version).promoted();
        versions.put(version, new Version(at, reason, assessment, promoted));
    }

    /** A version came into service. Its record may come later, as it travels on another topic. */
    synchronized void promoted(int version) {
        Version known = versions.getOrDefault(version, new Version(Instant.MAX, "", Assessment.NONE, true));
        versions.put(version, new Version(known.madeAt(), known.reason(), known.assessment(), true));
    }

    synchronized boolean isAnswered(String id) {
        return pictures.get(id).isAnswered();
    }

    /** Whether a version's own record was seen, and not only its promotion. */
    synchronized boolean isMade(int version) {
        return versions.containsKey(version) && !versions.get(version).madeAt().equals(Instant.MAX);
    }

    /** Which share of these pictures was classified rightly, by whichever version; a dead letter is not. */
    synchronized double accuracyOn(Collection<String> ids) {
        long right = ids.stream()
                .map(pictures::get)
                .filter(entry ->
                        entry.answers.stream().anyMatch(answer -> answer.label().equals(entry.truth)))
                .count();
        return (double) right / ids.size();
    }

    synchronized Figures figures() {
        return new Figures(
                pictures.size(),
                labels,
                predictions,
                deadLetters,
                versions.keySet().stream().map(this::standing).toList());
    }

    /** How a version that is known did so far. */
    synchronized Standing standing(int number) {
        Version version = versions.get(number);
        long made = 0;
        long unseen = 0;
        long right = 0;
        for (Entry entry : pictures.values()) {
            for (Answer answer : entry.answers) {
                if (answer.version() == number) {
                    made++;
                    if (!entry.wasLabelledBefore(version.madeAt())) {
                        unseen++;
                        right += answer.label().equals(entry.truth) ? 1 : 0;
                    }
                }
            }
        }
        return new Standing(number, version.reason(), version.promoted(), version.assessment(), unseen, right, made);
    }
}
