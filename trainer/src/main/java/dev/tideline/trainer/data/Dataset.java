package dev.tideline.trainer.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Labelled pictures, shared out. Pictures are read when they are needed, never all at once.
 *
 * @param labels the classes in order; an example's label is an index into them
 * @param test may be empty: then the result is not tested
 */
public record Dataset(List<String> labels, List<Example> train, List<Example> validation, List<Example> test) {
    /** @throws DatasetException when there are fewer than two classes, or a class has no picture to train on */
    public Dataset {
        labels = List.copyOf(labels);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        if (labels.size() < 2) {
            throw new DatasetException("There is nothing to tell apart: " + labels.size() + " class " + labels
                    + ". Give at least two classes.");
        }
        requireLabels(labels, Stream.of(train, validation, test).flatMap(List::stream));
        requireEveryClass(labels, train);
    }

    /** The examples shared out by {@code split} and their ids. */
    public static Dataset split(List<String> labels, List<Example> examples, Split split) {
        return split(labels, examples, split, Example::id);
    }

    /** The examples shared out by {@code split} and their identities; it asks for each identity once. */
    static Dataset split(List<String> labels, List<Example> examples, Split split, Function<Example, String> identity) {
        Map<Part, List<Example>> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            parts.put(part, new ArrayList<>());
        }
        examples.forEach(example -> parts.get(split.of(identity.apply(example))).add(example));
        return new Dataset(labels, parts.get(Part.TRAIN), parts.get(Part.VALIDATION), parts.get(Part.TEST));
    }

    public List<Example> part(Part part) {
        return switch (part) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    private static void requireLabels(List<String> labels, Stream<Example> examples) {
        examples.filter(example -> example.label() < 0 || example.label() >= labels.size())
                .findFirst()
                .ifPresent(example -> {
                    throw new DatasetException("Picture " + example.id() + " has label " + example.label()
                            + ", but there are " + labels.size() + " classes: " + labels + ".");
                });
    }

    private static void requireEveryClass(List<String> labels, List<Example> train) {
        Set<Integer> seen = new HashSet<>();
        train.forEach(example -> seen.add(example.label()));
        for (int label = 0; label < labels.size(); label++) {
            if (!seen.contains(label)) {
                throw new DatasetException("Class \"" + labels.get(label) + "\" has too few pictures: none to train on."
                        + " Add pictures of it, or leave the class out.");
            }
        }
    }
}
