package dev.tideline.trainer.operations;

import dev.tideline.trainer.gate.Verdict;
import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import java.util.List;
import java.util.function.Consumer;

/** Is told how one run goes, on the thread that makes it, which must not be kept waiting. */
public interface RunListener {
    /**
     * The run begins.
     *
     * @param message why it is made, for people
     */
    default void queued(String message) {}

    /** A phase begins; the one before it is over. */
    default void phase(RunPhase phase) {}

    /** Part of a phase is over. Told at most once a second. */
    default void progress(PhaseProgress progress) {}

    /**
     * Every picture was looked at once.
     *
     * @param leftOut pictures that are not in the figures, because they could not be read before the run
     */
    default void data(DataFigures figures, int leftOut) {}

    /** An epoch ended. */
    default void epoch(EpochFigures figures) {}

    /** The gate decided. */
    default void verdict(Verdict verdict) {}

    /** A version is published, under whatever alias. */
    default void done(int version, String message) {}

    /** The run ended before a version was published. */
    default void failed(String message) {}

    /** The same, because someone asked for its end. */
    default void cancelled(String message) {}

    /**
     * The run is over, however it went; nothing is told after this.
     *
     * @param outcome one of the outcomes that {@link RunLabels} names
     */
    default void ended(String outcome) {}

    /** Tells all of these, in their order. */
    static RunListener all(RunListener... listeners) {
        List<RunListener> all = List.of(listeners);
        return new RunListener() {
            private void tell(Consumer<RunListener> what) {
                all.forEach(what);
            }

            @Override
            public void queued(String message) {
                tell(listener -> listener.queued(message));
            }

            @Override
            public void phase(RunPhase phase) {
                tell(listener -> listener.phase(phase));
            }

            @Override
            public void progress(PhaseProgress progress) {
                tell(listener -> listener.progress(progress));
            }

            @Override
            public void data(DataFigures figures, int leftOut) {
                tell(listener -> listener.data(figures, leftOut));
            }

            @Override
            public void epoch(EpochFigures figures) {
                tell(listener -> listener.epoch(figures));
            }

            @Override
            public void verdict(Verdict verdict) {
                tell(listener -> listener.verdict(verdict));
            }

            @Override
            public void done(int version, String message) {
                tell(listener -> listener.done(version, message));
            }

            @Override
            public void failed(String message) {
                tell(listener -> listener.failed(message));
            }

            @Override
            public void cancelled(String message) {
                tell(listener -> listener.cancelled(message));
            }

            @Override
            public void ended(String outcome) {
                tell(listener -> listener.ended(outcome));
            }
        };
    }
}
