package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.LabeledImage;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadablePictureIT {
    private static final int PICTURES = 30;
    private static final int CLAIMS = 12;

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
    void aRunGoesOnWithoutThePicturesThatCannotBeFetchedAndSaysHowManyTheyAre() {
        for (int i = 0; i < CLAIMS; i++) {
            claim("claimed disc " + i, "disc");
            claim("claimed dot " + i, "dot");
        }
        topics.label("disc", PICTURES);
        topics.label("cross", PICTURES);
        try (TrainerService service = topics.service(folder.resolve("trainer"))) {
            service.start();
            await().atMost(TrainerTopics.PATIENCE)
                    .until(() -> service.waitingFor().startsWith(2 * (PICTURES + CLAIMS) + " of the"));

            List<TrainingEvent> run = topics.nextRun();
            TrainingEvent data = TrainerTopics.event(TrainingEventType.DATA, run);
            assertThat(data.getData().getLabels()).isEqualTo(Map.of("cross", PICTURES, "disc", PICTURES));
            assertThat(data.getData().getUnreadable()).isEqualTo(2 * CLAIMS);
            TrainingEvent verdict = TrainerTopics.event(TrainingEventType.VERDICT, run);
            assertThat(verdict.getVerdict().getPictures())
                    .isEqualTo(data.getData().getTest());
            TrainerTopics.event(TrainingEventType.DONE, run);
        }
    }

    /** A picture at an address that the trainer may not ask. */
    private void claim(String id, String label) {
        topics.send(
                topics.kafka().topics().labeledImages(),
                id,
                LabeledImage.newBuilder()
                        .setImageId(id)
                        .setLabel(label)
                        .setLabeledAt(Instant.now())
                        .setUri("https://pictures.example/" + label)
                        .setSha256(PictureCache.digest(id.getBytes(StandardCharsets.UTF_8)))
                        .setLength(1L)
                        .build());
    }
}
