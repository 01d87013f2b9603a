package dev.tideline.benchmarks.engine;

import dev.tideline.model.picture.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a network says of each picture, in their order. */
public record Labels(List<Label> labels) {
    private static final int BATCH = 16;

    /**
     * @param number of the class
     * @param score of that class, as the network gives it
     */
    public record Label(int number, float score) {
        static Label of(float[] scores) {
            int best = 0;
            for (int i = 1; i < scores.length; i++) {
                best = scores[i] > scores[best] ? i : best;
            }
            return new Label(best, scores[best]);
        }
    }

    static Labels of(Network network, List<Pixels> pictures) {
        List<Label> labels = new ArrayList<>();
        for (int start = 0; start < pictures.size(); start += BATCH) {
            List<Pixels> batch = pictures.subList(start, Math.min(start + BATCH, pictures.size()));
            for (float[] scores : network.classify(batch).scores()) {
                labels.add(Label.of(scores));
            }
        }
        return new Labels(labels);
    }

    /** Reads what {@link #toString} gives. */
    static Labels parse(String text) {
        return new Labels(Arrays.stream(text.split(" "))
                .map(label -> label.split(":"))
                .map(parts -> new Label(Integer.parseInt(parts[0]), Float.parseFloat(parts[1])))
                .toList());
    }

    @Override
    public String toString() {
        return labels.stream()
                .map(label -> label.number() + ":" + label.score())
                .collect(Collectors.joining(" "));
    }
}
