package dev.tideline.trainer.operations;

import dev.tideline.trainer.training.Evaluation;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a run is in a phase.
 *
 * @param epoch the epoch in progress, where the phase has epochs
 * @param done pictures that are prepared, or batches of the epoch that are trained
 * @param total how many there are
 * @param soFar loss and accuracy of training over the epoch so far
 */
public record PhaseProgress(RunPhase phase, OptionalInt epoch, int done, int total, Optional<Evaluation> soFar) {
    public static PhaseProgress preparing(int done, int total) {
        return new PhaseProgress(RunPhase.PREPARE, OptionalInt.empty(), done, total, Optional.empty());
    }

    public static PhaseProgress training(RunPhase phase, int epoch, int done, int total, Evaluation soFar) {
        return new PhaseProgress(phase, OptionalInt.of(epoch), done, total, Optional.of(soFar));
    }
}
