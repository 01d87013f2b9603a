package dev.tideline.cli.quickstart;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.events.TrainingEpoch;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Where the story waits for what happens on the topics, and shows it meanwhile. For one thread. */
final class Stage {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration STANDSTILL = Duration.ofMinutes(3);

    private final ServiceStack services;
    private final StreamLedger ledger;
    private final TopicObserver observer;
    private final LiveView view;

    Stage(ServiceStack services, StreamLedger ledger, TopicObserver observer, LiveView view) {
        this.services = services;
        this.ledger = ledger;
        this.observer = observer;
        this.view = view;
    }

    /**
     * Waits until something has happened.
     *
     * @param what it is, for people
     * @throws CommandFailedException when a service fails, or nothing at all happens for some minutes
     */
    void await(String what, BooleanSupplier happened) {
        long events = observer.events();
        long since = System.nanoTime();
        while (!happened.getAsBoolean()) {
            look("waiting for " + what, LOOK);
            if (observer.events() != events) {
                events = observer.events();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STANDSTILL.toNanos()) {
                throw new CommandFailedException("Waited for " + what + ", but nothing has happened for "
                        + STANDSTILL.toMinutes() + " minutes."
                        + services.trainerWaitsFor()
                                .map(text -> " The trainer says: " + text + ".")
                                .orElse(""));
            }
        }
    }

    /** Takes in what has happened, for at most some time, and shows it. */
    void look(String doing, Duration atMost) {
        observer.poll(atMost);
        services.requireHealthy();
        observer.failure().ifPresent(why -> {
            throw new CommandFailedException("A training run has failed: " + why);
        });
        view.show(ledger.figures(), doing, training());
    }

    private String training() {
        return observer.lastTrainingEvent().map(Stage::shown).orElseGet(() -> services.trainerWaitsFor()
                .orElse("no run yet"));
    }

    private static String shown(TrainingEvent event) {
        return switch (event.getType()) {
            case QUEUED -> "a run begins: " + event.getMessage();
            case DATA ->
                String.format(
                        "%d pictures to learn from, %d held out",
                        event.getData().getTrain(),
                        event.getData().getValidation() + event.getData().getTest());
            case PROGRESS -> shown(event.getProgress());
            case EPOCH -> shown(event.getEpoch());
            case VERDICT, DONE, FAILED, CANCELLED, REFUSED -> event.getMessage();
            case UNKNOWN -> "something that this release does not know";
        };
    }

    private static String shown(TrainingProgress progress) {
        String phase = progress.getPhase().replace('_', ' ');
        return (progress.getEpoch() == null ? phase : "epoch " + progress.getEpoch() + " of " + phase) + ": "
                + progress.getDone() + " of " + progress.getTotal();
    }

    private static String shown(TrainingEpoch epoch) {
        return String.format(
                Locale.ROOT,
                "epoch %d of %s: loss %.3f, held out %s",
                epoch.getEpoch(),
                epoch.getPhase().replace('_', ' '),
                epoch.getLoss(),
                LiveView.percent(epoch.getValAccuracy()));
    }
}
