package dev.tideline.trainer.service;

import static dev.tideline.events.TrainingEventType.CANCELLED;
import static dev.tideline.events.TrainingEventType.DONE;
import static dev.tideline.events.TrainingEventType.EPOCH;
import static dev.tideline.events.TrainingEventType.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tideline.events.TrainingEvent;
import dev.tideline.model.store.ModelCatalog;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class CancelledRunIT {
    private static final String ENDLESS = "10000";

    @TempDir
    private Path folder;

    private TrainerTopics topics;
    private RunRequests requests;

    @BeforeEach
    void start() {
        topics = new TrainerTopics(folder.resolve("cluster"));
        requests = topics.requests();
        topics.label("disc", 40);
        topics.label("cross", 40);
    }

    @AfterEach
    void stop() {
        requests.close();
        topics.close();
    }

    @Test
    void aCancelledRunEndsAndItsLabelsStartNoOtherAtOnceButARequestDoes() {
        try (TrainerService service = service(Map.of(
                "trainer.fine.tuning.epochs", ENDLESS,
                "trainer.min.labels", "60",
                "trainer.cool.down", "1h"))) {
            service.start();
            String run = topics.awaitEvent(EPOCH).get(0).getRunId();
            requests.cancel(Optional.of("another run"), "not this one");
            requests.cancel(Optional.of(run), "wrong labels");

            TrainingEvent end = TrainerTopics.event(CANCELLED, topics.awaitRun());
            assertThat(end.getRunId()).isEqualTo(run);
            assertThat(end.getMessage()).isEqualTo("Cancelled by ann: wrong labels");
            await().atMost(TrainerTopics.PATIENCE).until(() -> service.waitingFor()
                    .matches("\\d+ of the 60 new labels that start a run are there\\. The next run begins at .*"));

            topics.ask();
            TrainingEvent next = TrainerTopics.event(QUEUED, topics.awaitEvent(QUEUED));
            assertThat(next.getReason()).isEqualTo("request");
        }
        assertThat(ModelCatalog.read(topics.kafka()).names()).isEmpty();
    }

    @Test
    void theRequestOfACancelledRunIsServedAlsoAfterARestart() {
        try (TrainerService service = service(Map.of("trainer.fine.tuning.epochs", ENDLESS))) {
            service.start();
            topics.ask();
            topics.awaitEvent(EPOCH);
            requests.cancel(Optional.empty(), "");

            assertThat(TrainerTopics.event(CANCELLED, topics.awaitRun()).getMessage())
                    .isEqualTo("Cancelled by ann");
            awaitNoRequest(service);
        }
        try (TrainerService service = service(Map.of())) {
            service.start();
            awaitNoRequest(service);
        }
    }

    @Test
    void aCancelWhenNoRunIsInProgressDoesNothingButSaySo() {
        Logger log = (Logger) LoggerFactory.getLogger(TrainingLoop.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        log.addAppender(logged);
        try (TrainerService service = service(Map.of())) {
            service.start();
            awaitNoRequest(service);
            requests.cancel(Optional.empty(), "");
            await().atMost(TrainerTopics.PATIENCE).until(() -> logged.list.stream()
                    .anyMatch(line -> line.getFormattedMessage().contains("none is in progress")));

            assertThat(topics.nextRun())
                    .last()
                    .extracting(TrainingEvent::getType)
                    .isEqualTo(DONE);
        } finally {
            log.detachAppender(logged);
        }
    }

    private TrainerService service(Map<String, String> changes) {
        return topics.service(folder.resolve("trainer"), changes);
    }

    /** Waits until the trainer is at work and has looked: no request waits. */
    private static void awaitNoRequest(TrainerService service) {
        await().atMost(TrainerTopics.PATIENCE)
                .until(() -> service.waitingFor().contains("new labels that start a run are there"));
    }
}
