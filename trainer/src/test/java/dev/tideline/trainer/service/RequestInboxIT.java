package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.TrainingRequest;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelPublisher;
import dev.tideline.model.store.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestInboxIT {
    private static final String MODEL = "default";

    @TempDir
    private Path folder;

    private TrainerTopics topics;

    @BeforeEach
    void ask() {
        topics = new TrainerTopics(folder.resolve("cluster"));
        topics.send(
                topics.kafka().topics().trainingRequests(),
                MODEL,
                TrainingRequest.newBuilder()
                        .setModelName(MODEL)
                        .setRequestedAt(Instant.now())
                        .build());
    }

    @AfterEach
    void stop() {
        topics.close();
    }

    @Test
    void aRequestIsAnsweredOnceItsVersionIsPublishedThoughNobodyCommittedThat() throws IOException {
        assertThat(isAnswered()).isFalse();
        publish(1, Publication.of("request", "a test").byRun("run"));
        assertThat(isAnswered()).isTrue();
    }

    @Test
    void aVersionOfAnotherTopicAnswersNoRequest() throws IOException {
        publish(7, Publication.of("request", "a test").byRun("run"));
        assertThat(isAnswered()).isFalse();
    }

    @Test
    void aVersionThatWasImportedAnswersNoRequest() throws IOException {
        publish(1, Publication.of("import", "a test"));
        assertThat(isAnswered()).isFalse();
    }

    private boolean isAnswered() {
        try (TrainerGroup group = new TrainerGroup(topics.kafka(), "requests", Duration.ofSeconds(6))) {
            RequestInbox inbox = new RequestInbox(topics.kafka(), group, MODEL);
            await().atMost(TrainerTopics.PATIENCE).until(() -> {
                inbox.poll();
                return inbox.isCaughtUp();
            });
            assertThat(inbox.waiting()).isPresent();
            inbox.passOver(RequestInbox.answered(ModelCatalog.read(topics.kafka()), MODEL));
            return inbox.waiting().isEmpty();
        }
    }

    /** A version as a trainer publishes it that had read so many requests. */
    private void publish(long requests, Publication publication) throws IOException {
        Path place = Files.createDirectory(folder.resolve("bundle"));
        Files.writeString(place.resolve("saved_model.pb"), "a network");
        ModelBundle bundle = ModelBundle.write(
                place,
                new ModelSpec(
                        MODEL,
                        0,
                        List.of("cross", "disc"),
                        ModelSpec.Input.uint8(32, 32),
                        ModelSpec.Output.SIGMOID,
                        ModelSpec.DEFAULT_SIGNATURE,
                        Map.of(Runner.REQUESTS_POSITION, Long.toString(requests)),
                        Map.of()));
        try (ModelPublisher publisher = ModelPublisher.open(topics.kafka(), MODEL)) {
            publisher.publish(bundle, publication);
        }
    }
}
