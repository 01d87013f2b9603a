package dev.tideline.model.serving;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a model says of one picture.
 *
 * @param labels the model's labels, in the order of its output
 * @param probabilities one for each label in the same order, from 0 to 1, together 1; not copied, so nobody changes it
 */
public record Classification(List<String> labels, float[] probabilities) {

    /** A label and its probability. */
    public record Score(String label, float probability) {}

    public Classification {
        Objects.requireNonNull(labels, "labels");
        if (labels.size() != probabilities.length) {
            throw new IllegalArgumentException(
                    labels.size() + " labels cannot name " + probabilities.length + " probabilities");
        }
    }

    /** The most probable label; of equals the first. */
    public String label() {
        return labels.get(best());
    }

    /** The probability of {@link #label()}. */
    public float confidence() {
        return probabilities[best()];
    }

    /** The most probable labels, most probable first; all of them where there are fewer than {@code k}. */
    public List<Score> top(int k) {
        return IntStream.range(0, probabilities.length)
                .mapToObj(i -> new Score(labels.get(i), probabilities[i]))
                .sorted(Comparator.comparing(Score::probability).reversed())
                .limit(k)
                .toList();
    }

    private int best() {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return best;
    }
}
