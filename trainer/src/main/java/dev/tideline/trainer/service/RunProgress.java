package dev.tideline.trainer.service;

import dev.tideline.trainer.operations.PhaseProgress;
import dev.tideline.trainer.operations.RunListener;
import dev.tideline.trainer.operations.RunPhase;
import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Evaluation;
import dev.tideline.trainer.training.Phase;
import dev.tideline.trainer.training.TrainingListener;

/** Passes a run's figures on, and ends the run at its next step once it is to stop. */
final class RunProgress implements TrainingListener {
    private final RunListener listener;
    private final int leftOut;
    private final StopSignal signal;
    private final Pace pace;

    /**
     * @param leftOut pictures of the set that are not in the run's data
     * @param pace how often the listener hears of progress
     */
    RunProgress(RunListener listener, int leftOut, StopSignal signal, Pace pace) {
        this.listener = listener;
        this.leftOut = leftOut;
        this.signal = signal;
        this.pace = pace;
    }

    @Override
    public void preparing(int done, int total) {
        signal.requireNotGiven();
        if (pace.isDue()) {
            listener.progress(PhaseProgress.preparing(done, total));
        }
    }

    @Override
    public void data(DataFigures data) {
        listener.data(data, leftOut);
    }

    @Override
    public void phase(Phase phase) {
        listener.phase(RunPhase.of(phase));
    }

    @Override
    public void step(Phase phase, int epoch, int done, int total, Evaluation soFar) {
        signal.requireNotGiven();
        if (pace.isDue()) {
            listener.progress(PhaseProgress.training(RunPhase.of(phase), epoch, done, total, soFar));
        }
    }

    @Override
    public void epoch(EpochFigures figures) {
        listener.epoch(figures);
    }
}
