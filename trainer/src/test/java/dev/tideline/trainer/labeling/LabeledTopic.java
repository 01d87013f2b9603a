package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;

/** labeled-images in memory: all that was ever written there, what compaction has taken of it, and how far it was read. */
final class LabeledTopic {
    private enum Author {
        JOIN,
        /** Copied what the join wrote, with its headers, as someone does who writes a backup back. */
        RESTORE,
        OTHERS
    }

    private record Entry(TestRecord<String, LabeledImage> record, Author author) {
        boolean isTombstone() {
            return record.value() == null;
        }
    }

    /** @param counts whether it says something new to the join */
    record Heard(TestRecord<String, LabeledImage> record, boolean counts) {}

    private final List<Entry> entries = new ArrayList<>();
    /** The places of what the join wrote. */
    private final List<Integer> byJoin = new ArrayList<>();

    private final Map<String, Integer> lastByJoin = new HashMap<>();
    private final Set<Integer> compacted = new HashSet<>();
    /** The places of what was read, by the offset that the reader saw. */
    private final List<Integer> read = new ArrayList<>();

    private int next;

    void writeByJoin(List<TestRecord<String, LabeledImage>> records) {
        for (TestRecord<String, LabeledImage> record : records) {
            byJoin.add(entries.size());
            lastByJoin.put(record.key(), entries.size());
            entries.add(new Entry(record, Author.JOIN));
        }
    }

    void writeByOthers(TestRecord<String, LabeledImage> record) {
        entries.add(new Entry(record, Author.OTHERS));
    }

    /** Someone writes again what the join wrote {@code ago} of its records ago, if it has written as many. */
    void restore(int ago) {
        if (ago <= byJoin.size()) {
            Entry original = entries.get(byJoin.get(byJoin.size() - ago));
            entries.add(new Entry(original.record(), Author.RESTORE));
        }
    }

    /**
     * Takes what it may of all but the newest records: what another record follows under the same key, and the join's
     * tombstones, as after their retention.
     */
    void compact(int newest) {
        Set<String> followed = new HashSet<>();
        for (int place = entries.size() - newest - 1; place >= 0; place--) {
            Entry entry = entries.get(place);
            boolean last = followed.add(entry.record().key());
            if (!last || entry.isTombstone() && entry.author() == Author.JOIN) {
                compacted.add(place);
            }
        }
    }

    Optional<Heard> read() {
        while (compacted.contains(next)) {
            next++;
        }
        if (next >= entries.size()) {
            return Optional.empty();
        }
        read.add(next);
        return Optional.of(new Heard(entries.get(next).record(), counts(next++)));
    }

    /** What the join wrote it knows. What was restored counts as another's, unless the join's own stands behind it. */
    private boolean counts(int place) {
        return switch (entries.get(place).author()) {
            case JOIN -> false;
            case OTHERS -> true;
            case RESTORE -> lastByJoin.get(entries.get(place).record().key()) < place;
        };
    }

    /** What stands at an offset, if compaction has left it. */
    Optional<LabeledImage> at(int offset) {
        int place = read.get(offset);
        return compacted.contains(place)
                ? Optional.empty()
                : Optional.ofNullable(entries.get(place).record().value());
    }

    /** All that was ever written, such as {@code a is cat: picture of a}, or {@code a is forgotten}. */
    List<String> history() {
        return entries.stream()
                .map(entry -> entry.record().key() + " is "
                        + (entry.isTombstone()
                                ? "forgotten"
                                : JoinDriver.labeled(entry.record().value()).toString()))
                .toList();
    }

    /** What a reader takes of it, without pictures that nobody labelled. */
    Map<String, LabeledImage> set() {
        Map<String, LabeledImage> set = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.isTombstone() || entry.record().value().getLabel().isBlank()) {
                set.remove(entry.record().key());
            } else {
                set.put(entry.record().key(), entry.record().value());
            }
        }
        return set;
    }
}
