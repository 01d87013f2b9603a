package dev.tideline.trainer.service;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The labelled pictures at one moment.
 *
 * @param position how far labeled-images was read
 */
record TrainingSet(List<LabeledPicture> pictures, SetPosition position) {
    TrainingSet {
        pictures = List.copyOf(pictures);
    }

    /** Labels that are new or changed since a position. */
    int labelsSince(SetPosition seen) {
        return (int) pictures.stream().filter(picture -> !seen.hasSeen(picture)).count();
    }

    /** Since when the oldest of these labels is in the set; empty when there is none. */
    Optional<Instant> oldestSince(SetPosition seen) {
        return pictures.stream()
                .filter(picture -> !seen.hasSeen(picture))
                .map(LabeledPicture::writtenAt)
                .min(Comparator.naturalOrder());
    }

    /** Number of pictures of each label, in the labels' alphabetical order. */
    Map<String, Long> countByLabel() {
        return pictures.stream()
                .map(LabeledPicture::label)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
