package dev.tideline.trainer.guarantees;

import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.testing.BrokerProcess;
import dev.tideline.events.TrainingEventType;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Lets go what a strike says, when it says so, and brings it back. For one thread. */
final class Striker {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final TrainerProcess trainer;
    private final BrokerProcess broker;
    private final KafkaSettings kafka;
    private final RunEvents events;
    private final List<Catalog> catalogs = new ArrayList<>();
    private int brokerRestarts;
    private int interrupted;

    Striker(TrainerProcess trainer, BrokerProcess broker, KafkaSettings kafka, RunEvents events) {
        this.trainer = trainer;
        this.broker = broker;
        this.kafka = kafka;
        this.events = events;
    }

    /** Waits for the moment, which may be in the run that a request begins, and strikes. */
    void strike(Strike strike, String request) throws IOException, InterruptedException {
        switch (strike.moment()) {
            case JOINING -> {}
            case EXTRACTING -> awaitThat(() -> events.has(TrainingEventType.DATA, request));
            case TRAINING -> awaitThat(() -> events.has(TrainingEventType.EPOCH, request));
            case EXPORTING -> awaitThat(this::isExporting);
            case PUBLISHING -> awaitThat(trainer.hold()::isHeld);
            case TIDYING -> awaitThat(() -> events.has(TrainingEventType.DONE, request));
        }
        if (trainer.endsWithin(strike.delay())) {
            throw new AssertionError("The trainer ended by itself: see " + trainer.log());
        }
        if (events.isRunInProgress()) {
            interrupted++;
        }
        switch (strike.victim()) {
            case TRAINER -> strikeTrainer();
            case BROKER -> strikeBroker();
        }
    }

    private void strikeTrainer() throws IOException {
        trainer.kill();
        trainer.hold().letGo();
        catalogs.add(Catalog.read(kafka));
        trainer.start();
    }

    private void strikeBroker() throws IOException {
        if (brokerRestarts++ % 2 == 0) {
            broker.crash();
        } else {
            broker.restart();
        }
        trainer.hold().letGo();
    }

    private boolean isExporting() throws IOException {
        if (!Files.exists(trainer.runs())) {
            return false;
        }
        try (Stream<Path> folders = Files.list(trainer.runs())) {
            return folders.findAny().isPresent();
        }
    }

    private void awaitThat(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .failFast("The trainer ended by itself: see " + trainer.log(), () -> !trainer.isAlive())
                .until(condition);
    }

    /** What a reader of committed records found after each kill of the trainer. */
    List<Catalog> catalogs() {
        return List.copyOf(catalogs);
    }

    /** How many strikes met a run in progress. */
    int interrupted() {
        return interrupted;
    }
}
