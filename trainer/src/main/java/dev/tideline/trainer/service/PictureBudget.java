package dev.tideline.trainer.service;

import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.data.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many pictures a run learns from at most, so that its cost stays the same however large the set grows. The newest
 * are taken, of every class as many as of any other; what a class does not have goes to the others.
 *
 * <p>The budget is for the pictures that a run goes over in every epoch: those to train on and those to validate with,
 * shared between the two as the split shares them. Test pictures are answered once a run and are all taken, whatever
 * their age: the gate must see what a candidate has forgotten, which are the very pictures that a budget leaves out, and
 * of fewer pictures it could tell less.
 *
 * <p>The choice depends on the set alone. Every class keeps a picture of each part where it has one.
 *
 * @param most 0 for all pictures
 */
public record PictureBudget(int most) {
    static final PictureBudget UNLIMITED = new PictureBudget(0);

    /** Among pictures of one moment the id decides, so that the choice is the same on every machine. */
    private static final Comparator<LabeledPicture> NEWEST_FIRST =
            Comparator.comparing(LabeledPicture::writtenAt).reversed().thenComparing(LabeledPicture::id);

    /** The pictures of the classes that a run takes, in the order in which they were given. */
    List<LabeledPicture> choose(List<LabeledPicture> pictures, Split split) {
        if (most == 0) {
            return pictures;
        }
        Map<Part, List<LabeledPicture>> parts =
                pictures.stream().collect(Collectors.groupingBy(picture -> split.of(picture.id())));
        long validation = Math.round(most * split.validation() / (1 - split.test()));
        Set<LabeledPicture> chosen = new HashSet<>(parts.getOrDefault(Part.TEST, List.of()));
        chosen.addAll(newestOfEachClass(parts.getOrDefault(Part.VALIDATION, List.of()), validation));
        chosen.addAll(newestOfEachClass(parts.getOrDefault(Part.TRAIN, List.of()), most - validation));
        return pictures.stream().filter(chosen::contains).toList();
    }

    private static List<LabeledPicture> newestOfEachClass(List<LabeledPicture> pictures, long quota) {
        List<List<LabeledPicture>> classes = pictures.stream()
                .collect(Collectors.groupingBy(LabeledPicture::label, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .sorted(Comparator.comparingInt(List::size))
                .toList();
        List<LabeledPicture> newest = new ArrayList<>();
        long left = Math.max(quota, classes.size());
        for (int i = 0; i < classes.size(); i++) {
            // The smallest class first: what it leaves of its even share is shared by those that have more.
            long share = left / (classes.size() - i);
            List<LabeledPicture> taken =
                    classes.get(i).stream().sorted(NEWEST_FIRST).limit(share).toList();
            newest.addAll(taken);
            left -= taken.size();
        }
        return newest;
    }
}
