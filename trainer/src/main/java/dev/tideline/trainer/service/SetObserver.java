package dev.tideline.trainer.service;

import dev.tideline.trainer.operations.SetFigures;
import dev.tideline.trainer.operations.TrainerOperations;

/**
 * Shows what the training set is like. It goes over the whole set, so it looks only now and then.
 *
 * <p>Threading: for the thread that owns the set.
 */
final class SetObserver {
    private final ProgressiveValidation validation;
    private final TrainerOperations operations;
    private final Pace pace;

    SetObserver(ProgressiveValidation validation, TrainerOperations operations, Pace pace) {
        this.validation = validation;
        this.operations = operations;
        this.pace = pace;
    }

    void look(LabeledSet set, LastRun last) {
        if (!set.isCaughtUp() || !pace.isDue()) {
            return;
        }
        TrainingSet pictures = set.snapshot();
        operations.caughtUp();
        operations.set(new SetFigures(
                pictures.countByLabel(),
                pictures.labelsSince(last.trained()),
                validation.errors(pictures),
                last.ended()));
    }
}
