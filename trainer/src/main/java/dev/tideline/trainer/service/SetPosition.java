package dev.tideline.trainer.service;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far labeled-images was read: it tells which labels a run has seen. Written into a version's lineage as text such
 * as {@code 0:117,1:98}.
 *
 * @param next the next offset of each partition that had records
 */
record SetPosition(SortedMap<Integer, Long> next) {
    static final SetPosition START = new SetPosition(new TreeMap<>());

    static SetPosition of(Map<Integer, Long> next) {
        return new SetPosition(new TreeMap<>(next));
    }

    /** @throws IllegalArgumentException for text that {@link #toString} does not give */
    static SetPosition parse(String text) {
        if (text.isEmpty()) {
            return START;
        }
        return of(Arrays.stream(text.split(","))
                .map(part -> part.split(":", 2))
                .collect(Collectors.toMap(pair -> Integer.valueOf(pair[0]), pair -> Long.valueOf(pair[1]))));
    }

    boolean hasSeen(LabeledPicture picture) {
        return picture.offset() < next.getOrDefault(picture.partition(), 0L);
    }

    @Override
    public String toString() {
        return next.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
