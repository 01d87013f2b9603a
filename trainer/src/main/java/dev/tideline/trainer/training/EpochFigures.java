package dev.tideline.trainer.training;

/**
 * One pass over the training pictures. Loss and accuracy of training are means over the epoch's batches as they were
 * trained on, with dropout and augmentation, as Keras reports them.
 *
 * @param epoch counts from 1 through both phases
 */
public record EpochFigures(
        Phase phase,
        int epoch,
        double loss,
        double accuracy,
        double validationLoss,
        double validationAccuracy,
        double seconds) {}
