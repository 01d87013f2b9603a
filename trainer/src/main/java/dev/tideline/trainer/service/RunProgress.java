package dev.tideline.trainer.service;

import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Phase;
import dev.tideline.trainer.training.TrainingListener;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Passes a run's figures on to its journal, and ends the run at its next step when the service closes. */
final class RunProgress implements TrainingListener {
    private final RunJournal.Entry journal;
    private final int leftOut;
    private final BooleanSupplier cancelled;

    /** @param leftOut pictures of the set that are not in the run's data */
    RunProgress(RunJournal.Entry journal, int leftOut, BooleanSupplier cancelled) {
        this.journal = journal;
        this.leftOut = leftOut;
        this.cancelled = cancelled;
    }

    @Override
    public void preparing(int done, int total) {
        requireNotCancelled();
    }

    @Override
    public void data(DataFigures data) {
        journal.data(data, leftOut);
    }

    @Override
    public void step(Phase phase, int epoch, int done, int total) {
        requireNotCancelled();
    }

    @Override
    public void epoch(EpochFigures figures) {
        journal.epoch(figures);
    }

    /** @throws CancellationException when the service closes */
    void requireNotCancelled() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("The trainer was stopped; its next start repeats the run if need be");
        }
    }
}
