package dev.tideline.trainer.service;

import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.data.Split;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which labelled pictures a run learns from. A label becomes a class as soon as it has enough pictures, at least one of
 * them to train on; the pictures of other labels wait. Classes stand in alphabetical order.
 *
 * @param split shares the pictures out
 * @param picturesPerClass fewest pictures of a class
 */
record DatasetRules(Split split, int picturesPerClass) {
    /** Reads a picture's bytes; from any thread. */
    interface PictureReader {
        byte[] read(LabeledPicture picture) throws IOException;
    }

    /** Whether there is enough to learn from. */
    sealed interface Readiness {
        record Ready(Dataset dataset) implements Readiness {}

        record NotReady(String why) implements Readiness {}
    }

    Readiness prepare(TrainingSet set, PictureReader reader) {
        List<String> classes = classes(set);
        if (classes.size() < 2) {
            return new Readiness.NotReady("Two labels with " + picturesPerClass
                    + " or more pictures each are needed. Pictures by label: " + set.countByLabel());
        }
        List<Example> examples = set.pictures().stream()
                .filter(picture -> classes.contains(picture.label()))
                .map(picture -> new Example(picture.id(), classes.indexOf(picture.label()), () -> reader.read(picture)))
                .toList();
        Dataset dataset = Dataset.split(classes, examples, split);
        Set<Part> empty = EnumSet.allOf(Part.class);
        empty.removeIf(part -> !dataset.part(part).isEmpty());
        if (!empty.isEmpty()) {
            return new Readiness.NotReady("Of " + examples.size() + " labelled pictures none falls to " + empty
                    + ": more pictures are needed");
        }
        return new Readiness.Ready(dataset);
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
