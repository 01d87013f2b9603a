package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.events.PredictionEvent;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RisingErrorIT {
    private static final int CLASS_PICTURES = 35;
    private static final int RIGHT = 60;
    private static final int WRONG = 20;

    @TempDir
    private Path folder;

    private TrainerTopics topics;

    @BeforeEach
    void start() {
        topics = new TrainerTopics(folder.resolve("cluster"));
    }

    @AfterEach
    void stop() {
        topics.close();
    }

    @Test
    void labelsThatShowThatProductionErrsMoreOftenStartARunOfThatReasonAlsoAfterARestart() throws Exception {
        try (TrainerService service = service()) {
            service.start();
            topics.label("disc", CLASS_PICTURES);
            topics.label("cross", CLASS_PICTURES);
            await().atMost(TrainerTopics.PATIENCE)
                    .until(() -> service.waitingFor().startsWith(2 * CLASS_PICTURES + " of the"));
            topics.nextRun();
            promoteTheFirstVersion();
            predictAndLabel(0, RIGHT, true);
            await().atMost(TrainerTopics.PATIENCE)
                    .until(() -> service.waitingFor().startsWith(RIGHT + " of the"));
        }
        // The detector's state is made again from the topic.
        try (TrainerService service = service()) {
            service.start();
            predictAndLabel(RIGHT, WRONG, false);

            List<TrainingEvent> run = topics.awaitRun();
            assertThat(run).extracting(TrainingEvent::getReason).containsOnly("error");
            String message = TrainerTopics.event(TrainingEventType.QUEUED, run).getMessage();
            assertThat(message).matches("The error of version 1 rose from 0\\.0 % of \\d+ to 100\\.0 % of \\d+ .*");
            ModelVersion version =
                    ModelCatalog.read(topics.kafka()).version("default", 2).orElseThrow();
            assertThat(version.getReason()).isEqualTo("error");
            assertThat(version.getLineage()).containsEntry("reason", "error").containsEntry("reason_message", message);
        }
    }

    /** Whatever the gate says of it. */
    private void promoteTheFirstVersion() {
        topics.send(
                topics.kafka().topics().modelAliases(),
                "default/production",
                ModelAlias.newBuilder()
                        .setName("default")
                        .setAlias(ModelCatalog.PRODUCTION)
                        .setVersion(1)
                        .setSetAt(Instant.now())
                        .build());
    }

    /** Version 1 says something of pictures, rightly or not; then people say what they show. */
    private void predictAndLabel(int from, int count, boolean right) throws Exception {
        for (int i = from; i < from + count; i++) {
            predict("stream " + i, right ? shown(i) : shown(i + 1));
        }
        for (int i = from; i < from + count; i++) {
            topics.label("stream " + i, shown(i), DrawnPicture.png(shown(i), 1000 + i));
        }
    }

    private static String shown(int picture) {
        return picture % 2 == 0 ? "disc" : "cross";
    }

    private void predict(String id, String label) {
        topics.send(
                topics.kafka().topics().predictions(),
                id,
                PredictionEvent.newBuilder()
                        .setImageId(id)
                        .setLabel(label)
                        .setConfidence(1)
                        .setModelName("default")
                        .setModelVersion(1)
                        .setImagePublishedAt(Instant.now())
                        .setPredictedAt(Instant.now())
                        .build());
    }

    private TrainerService service() {
        return new TrainerService(
                topics.kafka(),
                TrainerSettings.from(Settings.of(Map.of(
                        "trainer.data.dir", folder.resolve("trainer").toString(),
                        "trainer.weights", "none",
                        "trainer.width", "0.35",
                        "trainer.input.size", "32",
                        "trainer.min.labels", "100000",
                        "trainer.cool.down", "0s",
                        "trainer.epochs", "1",
                        "trainer.fine.tuning.epochs", "1"))));
    }
}
