package dev.tideline.trainer.service;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/** Asks one run to end at its next step. Safe from any thread. */
final class StopSignal {
    private final AtomicReference<Stop> given = new AtomicReference<>();

    /**
     * What was asked.
     *
     * @param outcome what the run's end counts as
     * @param why for people
     */
    record Stop(Run.Outcome outcome, String why) {}

    /** The first call counts. A run that has passed its last step is published all the same. */
    void give(Run.Outcome outcome, String why) {
        given.compareAndSet(null, new Stop(outcome, why));
    }

    Optional<Stop> given() {
        return Optional.ofNullable(given.get());
    }

    /** @throws CancellationException saying why, once the signal is given */
    void requireNotGiven() {
        given().ifPresent(stop -> {
            throw new CancellationException(stop.why());
        });
    }
}
