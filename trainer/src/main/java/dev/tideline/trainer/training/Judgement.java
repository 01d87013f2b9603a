package dev.tideline.trainer.training;

import dev.tideline.trainer.data.Example;
import java.util.List;

/**
 * What a model said about a picture whose label is known.
 *
 * @param scores a probability for each label, in the labels' order
 */
public record Judgement(Example example, List<Double> scores) {
    public Judgement {
        scores = List.copyOf(scores);
    }

    /** The likeliest label. */
    public int predicted() {
        int best = 0;
        for (int label = 1; label < scores.size(); label++) {
            best = scores.get(label) > scores.get(best) ? label : best;
        }
        return best;
    }

    public boolean isRight() {
        return predicted() == example.label();
    }
}
