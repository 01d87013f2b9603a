package dev.tideline.trainer.service;

import dev.tideline.trainer.operations.SetFigures;
import dev.tideline.trainer.operations.TrainerOperations;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows what the training set is like. It goes over the whole set, so it looks at most every few seconds.
 *
 * <p>Threading: for the thread that owns the set.
 */
final class SetObserver {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ProgressiveValidation validation;
    private final TrainerOperations operations;
    private final LongSupplier nanoTime;
    private long lookedAt;

    SetObserver(ProgressiveValidation validation, TrainerOperations operations, LongSupplier nanoTime) {
        this.validation = validation;
        this.operations = operations;
        this.nanoTime = nanoTime;
        lookedAt = nanoTime.getAsLong() - INTERVAL.toNanos();
    }

    void look(LabeledSet set, LastRun last) {
        long now = nanoTime.getAsLong();
        if (!set.isCaughtUp() || now - lookedAt < INTERVAL.toNanos()) {
            return;
        }
        lookedAt = now;
        TrainingSet pictures = set.snapshot();
        operations.caughtUp();
        operations.set(new SetFigures(
                pictures.countByLabel(),
                pictures.labelsSince(last.trained()),
                validation.errors(pictures),
                last.ended()));
    }
}
