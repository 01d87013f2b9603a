package dev.tideline.trainer.service;

import dev.tideline.events.TrainingRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that another thread makes.
 *
 * @param signal ends it
 * @param ending how it ends
 */
record RunInProgress(Run run, StopSignal signal, Future<Run.Outcome> ending) {
    private static final Logger LOG = LoggerFactory.getLogger(RunInProgress.class);

    boolean isOver() {
        return ending.isDone();
    }

    /**
     * How it ended; waits for that.
     *
     * @throws IllegalStateException when it ended as no run should
     */
    Run.Outcome outcome() {
        try {
            return ending.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Run " + run.id() + " broke the trainer", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Run.Outcome.CUT_SHORT;
        }
    }

    /** Ends it at its next step, to be repeated if need be. */
    void cutShort(String why) {
        signal.give(Run.Outcome.CUT_SHORT, why);
    }

    /** Ends it at its next step, if the request means this run. */
    void cancel(TrainingRequest request) {
        if (request.getRunId().isEmpty() || request.getRunId().equals(run.id())) {
            signal.give(Run.Outcome.CANCELLED, RequestInbox.told("Cancelled", request));
        } else {
            LOG.warn(
                    "{}, but run {} is in progress",
                    RequestInbox.told("Run " + request.getRunId() + " is to be cancelled", request),
                    run.id());
        }
    }
}
