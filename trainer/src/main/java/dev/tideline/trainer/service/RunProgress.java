package dev.tideline.trainer.service;

import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Phase;
import dev.tideline.trainer.training.TrainingListener;

/** Passes a run's figures on to its journal, and ends the run at its next step once it is to stop. */
final class RunProgress implements TrainingListener {
    private final RunJournal.Entry journal;
    private final int leftOut;
    private final StopSignal signal;

    /** @param leftOut pictures of the set that are not in the run's data */
    RunProgress(RunJournal.Entry journal, int leftOut, StopSignal signal) {
        this.journal = journal;
        this.leftOut = leftOut;
        this.signal = signal;
    }

    @Override
    public void preparing(int done, int total) {
        signal.requireNotGiven();
    }

    @Override
    public void data(DataFigures data) {
        journal.data(data, leftOut);
    }

    @Override
    public void step(Phase phase, int epoch, int done, int total) {
        signal.requireNotGiven();
    }

    @Override
    public void epoch(EpochFigures figures) {
        journal.epoch(figures);
    }
}
