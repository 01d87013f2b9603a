package dev.tideline.trainer.training;

import dev.tideline.trainer.data.Part;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What there was to learn from.
 *
 * @param pictures readable pictures by part, and in it by class, in the labels' order
 * @param unreadable the pictures that were left out
 * @param fromCache of the readable pictures, how many the frozen part did not have to compute, because an earlier run had
 * @param digest SHA-256 over every readable picture's id, label, part and content
 */
public record DataFigures(
        List<String> labels,
        Map<Part, List<Integer>> pictures,
        List<Unreadable> unreadable,
        int fromCache,
        String digest) {
    public DataFigures {
        labels = List.copyOf(labels);
        pictures = Map.copyOf(pictures);
        unreadable = List.copyOf(unreadable);
    }

    DataFigures withFromCache(int count) {
        return new DataFigures(labels, pictures, unreadable, count, digest);
    }

    /** The readable pictures of all parts. */
    public int count() {
        return Stream.of(Part.values()).mapToInt(this::count).sum();
    }

    public int count(Part part) {
        return pictures.getOrDefault(part, List.of()).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** A picture that was left out, and why. */
    public record Unreadable(String id, String reason) {}
}
