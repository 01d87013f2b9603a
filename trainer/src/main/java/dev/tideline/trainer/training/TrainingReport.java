package dev.tideline.trainer.training;

import java.util.List;

/**
 * A training run in figures.
 *
 * @param initial on the validation pictures, before the first epoch
 * @param epochs in order, both phases
 * @param validation of the model that the run gave
 * @param test of the model that the run gave
 * @param preparationSeconds reading pictures and computing what the frozen part computes once
 * @param seconds the whole run
 */
public record TrainingReport(
        NetworkFigures network,
        DataFigures data,
        Evaluation initial,
        List<EpochFigures> epochs,
        Evaluation validation,
        Evaluation test,
        double preparationSeconds,
        double seconds) {
    public TrainingReport {
        epochs = List.copyOf(epochs);
    }
}
