package dev.tideline.trainer.service;

import dev.tideline.trainer.operations.RunListener;
import dev.tideline.trainer.operations.RunPhase;
import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Phase;
import dev.tideline.trainer.training.TrainingListener;

/** Passes a run's figures on, and ends the run at its next step once it is to stop. */
final class RunProgress implements TrainingListener {
    private final RunListener listener;
    private final int leftOut;
    private final StopSignal signal;

    /** @param leftOut pictures of the set that are not in the run's data */
    RunProgress(RunListener listener, int leftOut, StopSignal signal) {
        this.listener = listener;
        this.leftOut = leftOut;
        this.signal = signal;
    }

    @Override
    public void preparing(int done, int total) {
        signal.requireNotGiven();
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
    public void step(Phase phase, int epoch, int done, int total) {
        signal.requireNotGiven();
    }

    @Override
    public void epoch(EpochFigures figures) {
        listener.epoch(figures);
    }
}
