package dev.tideline.trainer.report;

import dev.tideline.trainer.training.Judgement;
import java.util.List;

/**
 * How often pictures of one class were taken for another.
 *
 * @param counts a row for each true class, a column for each predicted one
 */
record ConfusionMatrix(List<String> labels, int[][] counts) {
    static ConfusionMatrix of(List<String> labels, List<Judgement> judgements) {
        int[][] counts = new int[labels.size()][labels.size()];
        for (Judgement judgement : judgements) {
            counts[judgement.example().label()][judgement.predicted()]++;
        }
        return new ConfusionMatrix(labels, counts);
    }

    int count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    int pictures(int truth) {
        int sum = 0;
        for (int count : counts[truth]) {
            sum += count;
        }
        return sum;
    }

    /** The share of a class's pictures that was taken for another, or itself; 0 where it has none. */
    double share(int truth, int predicted) {
        return counts[truth][predicted] == 0 ? 0 : (double) counts[truth][predicted] / pictures(truth);
    }
}
