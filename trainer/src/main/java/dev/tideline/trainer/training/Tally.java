package dev.tideline.trainer.training;

/** Sums the outcomes of batches up. */
final class Tally {
    private double loss;
    private long hits;
    private long pictures;
    private int batches;

    void add(TrainingGraph.Outcome outcome, int size) {
        loss += outcome.loss();
        hits += outcome.hits();
        pictures += size;
        batches++;
    }

    int batches() {
        return batches;
    }

    Evaluation evaluation() {
        return pictures == 0
                ? new Evaluation(Double.NaN, Double.NaN)
                : new Evaluation(loss / pictures, (double) hits / pictures);
    }
}
