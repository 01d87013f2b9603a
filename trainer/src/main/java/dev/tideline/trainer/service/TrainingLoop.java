package dev.tideline.trainer.service;

import dev.tideline.trainer.service.RetrainPolicy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the training set, the requests and which version is production, and starts a run when the policy says so; one
 * at a time.
 *
 * <p>Threading: {@link #run} is the control thread and owns everything here; runs are made on {@code worker}.
 */
final class TrainingLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final LabeledSet set;
    private final RequestInbox inbox;
    private final RetrainPolicy policy;
    private final Supplier<OptionalInt> production;
    private final Runner runner;
    private final ExecutorService worker;
    private final CountDownLatch closing;

    private LastRun last;
    private OptionalInt productionBefore = OptionalInt.empty();
    private Optional<Active> active = Optional.empty();
    private boolean somethingNew = true;
    /** Until the first sweep, and after each run. */
    private boolean sweepDue = true;

    /** When to decide although nothing is new. */
    private Instant lookAgain = Instant.MAX;
    /** Read by other threads. */
    private volatile String waitingFor = "";

    /** A run in progress. */
    private record Active(Run run, Optional<RequestInbox.Served> served, Future<Run.Outcome> outcome) {}

    /**
     * @param production tells which version is production, without waiting
     * @param last the run before
     */
    TrainingLoop(
            LabeledSet set,
            RequestInbox inbox,
            RetrainPolicy policy,
            Supplier<OptionalInt> production,
            Runner runner,
            ExecutorService worker,
            LastRun last,
            CountDownLatch closing) {
        this.set = set;
        this.inbox = inbox;
        this.policy = policy;
        this.production = production;
        this.runner = runner;
        this.worker = worker;
        this.last = last;
        this.closing = closing;
    }

    /** Runs until the service closes, or something fails that cannot be tried again. */
    @Override
    public void run() {
        while (closing.getCount() > 0) {
            if (!takeIn()) {
                continue;
            }
            active.filter(run -> run.outcome().isDone()).ifPresent(this::finish);
            if (active.isEmpty() && set.isCaughtUp()) {
                sweep();
                noticeProduction();
                if (somethingNew || !Instant.now().isBefore(lookAgain)) {
                    decide();
                }
            }
        }
    }

    /** What has to happen before the next run. */
    String waitingFor() {
        return waitingFor;
    }

    private boolean takeIn() {
        try {
            somethingNew |= set.poll(POLL);
            somethingNew |= inbox.poll();
            return true;
        } catch (RetriableException e) {
            LOG.warn("New labels cannot be read now, and are tried again", e);
            pause();
            return false;
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

    private void decide() {
        somethingNew = false;
        TrainingSet now = set.snapshot();
        Decision decision =
                policy.decide(new RetrainPolicy.Situation(now, last, productionBefore, inbox.waiting()), Instant.now());
        if (decision instanceof Decision.Train train) {
            begin(train, now);
        } else if (decision instanceof Decision.Wait wait) {
            holdOff(wait);
        }
    }

    private void holdOff(Decision.Wait wait) {
        lookAgain = wait.until().orElse(Instant.MAX);
        if (!wait.why().equals(waitingFor)) {
            LOG.info("No run yet: {}", wait.why());
            waitingFor = wait.why();
        }
    }

    private void begin(Decision.Train train, TrainingSet now) {
        Run run = new Run(RunId.at(Instant.now()), train.reason(), train.message(), now);
        // One run serves every request that waits, whatever started it.
        Optional<RequestInbox.Served> served = inbox.waiting().map(request -> inbox.take());
        active = Optional.of(new Active(run, served, worker.submit(() -> runner.make(run))));
        waitingFor = "";
    }

    private void finish(Active ended) {
        active = Optional.empty();
        somethingNew = true;
        sweepDue = true;
        switch (outcome(ended)) {
            case PUBLISHED -> {
                last = last.published(ended.run().set().position(), Instant.now());
                ended.served().ifPresent(inbox::commit);
            }
            case FAILED -> {
                last = last.failed(Instant.now());
                ended.served().ifPresent(inbox::commit);
            }
            case CANCELLED ->
                LOG.debug("Run {} is left for the next start", ended.run().id());
        }
    }

    private static Run.Outcome outcome(Active ended) {
        try {
            return ended.outcome().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Run " + ended.run().id() + " broke the trainer", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Run.Outcome.CANCELLED;
        }
    }
}
