package dev.tideline.trainer.service;

import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.DatasetException;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.data.Split;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which labelled pictures a run learns from. A label becomes a class as soon as it has enough pictures, at least one of
 * them to train on; the pictures of other labels wait. Classes stand in alphabetical order.
 *
 * @param split shares the pictures out
 * @param picturesPerClass fewest pictures of a class, whether the budget has room for them or not
 * @param budget how many pictures of the classes are taken, and which
 */
record DatasetRules(Split split, int picturesPerClass, PictureBudget budget) {
    /** What a set lacks to be learned from, for people; empty when there is enough. */
    Optional<String> lacking(TrainingSet set) {
        List<String> classes = classes(set);
        if (classes.size() < 2) {
            return Optional.of("Two labels with " + picturesPerClass
                    + " or more pictures each are needed. Pictures by label: " + set.countByLabel());
        }
        List<LabeledPicture> pictures = of(classes, set);
        Set<Part> empty = EnumSet.allOf(Part.class);
        pictures.forEach(picture -> empty.remove(split.of(picture.id())));
        return empty.isEmpty()
                ? Optional.empty()
                : Optional.of("Of " + pictures.size() + " labelled pictures none falls to " + empty
                        + ": more pictures are needed");
    }

    /** @throws DatasetException saying what the set lacks */
    Dataset dataset(TrainingSet set, PictureReader reader) {
        lacking(set).ifPresent(what -> {
            throw new DatasetException(what);
        });
        List<String> classes = classes(set);
        List<Example> examples = budget.choose(of(classes, set), split).stream()
                .map(picture -> new Example(picture.id(), classes.indexOf(picture.label()), () -> reader.read(picture)))
                .toList();
        return Dataset.split(classes, examples, split);
    }

    private static List<LabeledPicture> of(List<String> classes, TrainingSet set) {
        return set.pictures().stream()
                .filter(picture -> classes.contains(picture.label()))
                .toList();
    }

    private List<String> classes(TrainingSet set) {
        Set<String> trainable = set.pictures().stream()
                .filter(picture -> split.of(picture.id()) == Part.TRAIN)
                .map(LabeledPicture::label)
                .collect(Collectors.toSet());
        return set.countByLabel().entrySet().stream()
                .filter(entry -> entry.getValue() >= picturesPerClass)
                .map(Map.Entry::getKey)
                .filter(trainable::contains)
                .toList();
    }
}
