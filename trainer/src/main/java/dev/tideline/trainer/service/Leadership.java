package dev.tideline.trainer.service;

import dev.tideline.model.store.Fencing;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this trainer is the one of its model that is at work. Its group gives it the turn, so that two do not work at
 * the same time; then it takes over, which shuts the one before out. So two cannot publish either, when one does not know
 * yet that its turn is over.
 *
 * <p>Threading: for the group's thread. Taking over is done on the worker, behind a run that ends there.
 */
final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final TrainerGroup group;
    private final ExecutorService worker;
    private final Callable<Term> takeOver;
    private OptionalInt turn = OptionalInt.empty();
    private Optional<Future<Term>> takingOver = Optional.empty();
    private Optional<Term> term = Optional.empty();

    Leadership(TrainerGroup group, ExecutorService worker, Callable<Term> takeOver) {
        this.group = group;
        this.worker = worker;
        this.takeOver = takeOver;
    }

    /**
     * Follows the group, without waiting. To be called after each of its polls.
     *
     * @return the term, another whenever this trainer has taken over; empty while it is not at work
     * @throws RetriableException when taking over failed and is tried again by the next call
     * @throws IllegalStateException when it failed for good
     */
    Optional<Term> follow() {
        if (!group.turn().equals(turn)) {
            turn = group.turn();
            LOG.info(turn.isPresent() ? "It is this trainer's turn: it takes over" : "This trainer stands by");
            renew();
        }
        if (takingOver.filter(Future::isDone).isPresent()) {
            term = result(takingOver.get());
            takingOver = Optional.empty();
        }
        return term;
    }

    private Optional<Term> result(Future<Term> done) {
        try {
            Term taken = done.get();
            LOG.info("This trainer is at work");
            return Optional.of(taken);
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Term> failed(Throwable cause) {
        if (Fencing.caused(cause)) {
            LOG.info("Another trainer takes over at the same moment");
            standDown();
            return Optional.empty();
        }
        if (cause instanceof RetriableException mayPass) {
            renew();
            throw mayPass;
        }
        throw new IllegalStateException("This trainer cannot take over", cause);
    }

    /** Whether it is this trainer's turn, though it may not be at work yet. */
    boolean hasTurn() {
        return turn.isPresent();
    }

    /** Takes over anew, if it is this trainer's turn: after a run that failed it is not known what was published. */
    void renew() {
        term = Optional.empty();
        takingOver = turn.isPresent() ? Optional.of(worker.submit(takeOver)) : Optional.empty();
    }

    /** Leaves the work to a trainer that stands by, if there is one. */
    void standDown() {
        if (hasTurn()) {
            group.standDown();
        }
    }
}
