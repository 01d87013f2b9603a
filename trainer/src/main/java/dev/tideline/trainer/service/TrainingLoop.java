package dev.tideline.trainer.service;

import dev.tideline.events.TrainingRequest;
import dev.tideline.trainer.service.RetrainPolicy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the training set, the requests and which version is production, and starts a run when the policy says so; one
 * at a time, and only while this trainer is the one at work. A run ends early when that is over, when someone asks for
 * its end, and when the service closes.
 *
 * <p>Threading: {@link #run} is the control thread and owns everything here; runs are made on {@code worker}.
 */
final class TrainingLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** Labels may stream in, and each decision goes over the whole set. */
    private static final Duration LEAST_BETWEEN_DECISIONS = Duration.ofMillis(500);

    private static final String STANDS_BY = "This trainer stands by: another one of the model is at work, or none yet";

    private final LabeledSet set;
    private final RequestInbox inbox;
    private final Leadership leadership;
    private final RetrainPolicy policy;
    private final Supplier<OptionalInt> production;
    private final ExecutorService worker;
    private final SetObserver observer;
    private final CountDownLatch closing;

    private LastRun last = LastRun.NONE;
    private OptionalInt productionBefore = OptionalInt.empty();
    private Optional<RunInProgress> current = Optional.empty();
    private boolean somethingNew = true;
    /** Until the first sweep, and after each run. */
    private boolean sweepDue = true;

    /** When to decide although nothing is new. */
    private Instant lookAgain = Instant.MAX;

    private Instant notBefore = Instant.MIN;
    /** Read by other threads. */
    private volatile Optional<Term> term = Optional.empty();

    /** Read by other threads. */
    private volatile String waitingFor = "";

    /** @param production tells which version is production, without waiting */
    TrainingLoop(
            LabeledSet set,
            RequestInbox inbox,
            Leadership leadership,
            RetrainPolicy policy,
            Supplier<OptionalInt> production,
            ExecutorService worker,
            SetObserver observer,
            CountDownLatch closing) {
        this.set = set;
        this.inbox = inbox;
        this.leadership = leadership;
        this.policy = policy;
        this.production = production;
        this.worker = worker;
        this.observer = observer;
        this.closing = closing;
    }

    /** Runs until the service closes, or something fails that cannot be tried again. */
    @Override
    public void run() {
        waitFor(STANDS_BY);
        try {
            while (closing.getCount() > 0) {
                try {
                    takeIn();
                    goOn();
                } catch (RetriableException e) {
                    LOG.warn("Kafka or the schema registry cannot be reached now, and is tried again", e);
                    pause();
                }
            }
        } finally {
            current.ifPresent(run -> run.cutShort("The trainer was stopped; the run is repeated if need be"));
        }
    }

    /** What has to happen before the next run. */
    String waitingFor() {
        return waitingFor;
    }

    /** Whether this trainer is the one of its model that is at work. */
    boolean isAtWork() {
        return term.isPresent();
    }

    private void takeIn() {
        // First, and whether the other fails or not: it keeps this trainer in its group.
        somethingNew |= inbox.poll();
        somethingNew |= set.poll(POLL);
    }

    private void goOn() {
        current.filter(RunInProgress::isOver).ifPresent(this::finish);
        lead();
        observer.look(set, last);
        inbox.takeCancels().forEach(this::cancel);
        if (current.isEmpty() && set.isCaughtUp()) {
            sweep();
            noticeProduction();
            if (term.isPresent()
                    && inbox.isCaughtUp()
                    && !Instant.now().isBefore(somethingNew ? notBefore : lookAgain)) {
                decide(term.get());
            }
        }
    }

    private void pause() {
        try {
            closing.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody else knows this thread, so nobody has a reason to interrupt it but the end of the JVM.
            closing.countDown();
        }
    }

    private void lead() {
        Optional<Term> now = leadership.follow();
        if (now.equals(term)) {
            return;
        }
        if (now.isPresent()) {
            // The labels that the newest version has seen must be in the set of the next.
            set.catchUp();
            last = now.get().last().withLaterEnd(last);
            inbox.passOver(now.get().answered());
            somethingNew = true;
        } else {
            current.ifPresent(run -> run.cutShort("Another trainer is at work now; it repeats the run if need be"));
            waitFor(leadership.hasTurn() ? "Takes over" : STANDS_BY);
        }
        term = now;
    }

    private void cancel(TrainingRequest request) {
        current.ifPresentOrElse(
                run -> run.cancel(request),
                () -> LOG.warn("{}, but none is in progress", RequestInbox.told("A run is to be cancelled", request)));
    }

    private void sweep() {
        if (sweepDue) {
            set.sweepCaches();
            sweepDue = false;
        }
    }

    private void noticeProduction() {
        OptionalInt now = production.get();
        somethingNew |= !now.equals(productionBefore);
        productionBefore = now;
    }

    private void decide(Term working) {
        somethingNew = false;
        notBefore = Instant.now().plus(LEAST_BETWEEN_DECISIONS);
        TrainingSet now = set.snapshot();
        Decision decision =
                policy.decide(new RetrainPolicy.Situation(now, last, productionBefore, inbox.waiting()), Instant.now());
        if (decision instanceof Decision.Train train) {
            begin(working, train, now);
        } else if (decision instanceof Decision.Wait wait) {
            lookAgain = wait.until().orElse(Instant.MAX);
            waitFor(wait.why());
        }
    }

    private void waitFor(String what) {
        if (!what.equals(waitingFor)) {
            LOG.info("No run yet: {}", what);
            waitingFor = what;
        }
    }

    private void begin(Term working, Decision.Train train, TrainingSet now) {
        Run run = new Run(RunId.at(Instant.now()), train.reason(), train.message(), now, inbox.take());
        StopSignal signal = new StopSignal();
        current = Optional.of(new RunInProgress(
                run, signal, worker.submit(() -> working.runner().make(run, signal))));
        waitingFor = "";
    }

    private void finish(RunInProgress ended) {
        current = Optional.empty();
        somethingNew = true;
        sweepDue = true;
        switch (ended.outcome()) {
            case PUBLISHED -> {
                last = last.published(ended.run().set().position(), Instant.now());
                inbox.served(ended.run().served());
            }
            case CANCELLED -> {
                last = last.cancelled(Instant.now());
                inbox.served(ended.run().served());
            }
            case FAILED -> {
                last = last.failed(Instant.now());
                inbox.served(ended.run().served());
                leadership.renew();
            }
            case CUT_SHORT -> LOG.debug("Run {} is left to others", ended.run().id());
            case SHUT_OUT -> leadership.standDown();
        }
    }
}
