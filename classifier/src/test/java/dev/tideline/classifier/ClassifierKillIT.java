package dev.tideline.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.PredictionEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierKillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PICTURES = 3_000;

    @TempDir
    Path folder;

    @Test
    void aKilledClassifierLosesNoPictureAndDoublesNone() throws Exception {
        try (ClassifierFixture fixture = new ClassifierFixture(folder, 4)) {
            fixture.publishModel();
            byte[] dark = DrawnPictures.dark();
            byte[] bright = DrawnPictures.bright();
            for (int i = 0; i < PICTURES; i++) {
                fixture.publish("picture-" + i, i % 2 == 0 ? dark : bright);
            }
            // Small batches and a small window, so that a kill always meets pictures on their way.
            Map<String, String> settings = new HashMap<>(fixture.settings());
            settings.put("classifier.batch.size", "4");

            try (PredictionLog log = new PredictionLog(fixture.kafka())) {
                for (int killAt : new int[] {1, PICTURES / 4, PICTURES / 2}) {
                    try (ClassifierProcess classifier = ClassifierProcess.start(settings, folder.resolve("log"))) {
                        await().atMost(PATIENCE)
                                .until(() -> log.poll().predictions().size() >= killAt);
                        classifier.kill();
                    }
                }
                log.readToEnd();
                assertThat(log.predictions())
                        .as("the kills came in the middle of the stream")
                        .hasSizeLessThan(PICTURES);
                try (ClassifierProcess classifier = ClassifierProcess.start(settings, folder.resolve("log"))) {
                    await().atMost(PATIENCE).until(() -> log.poll().countsById().size() == PICTURES);
                    assertThat(classifier.isAlive()).isTrue();
                }
                log.readToEnd();

                assertThat(log.countsById())
                        .hasSize(PICTURES)
                        .allSatisfy((id, count) -> assertThat(count).as(id).isEqualTo(1));
                assertThat(log.deadLetters()).isEmpty();
                assertThat(log.predictions()).allSatisfy(ClassifierKillIT::isRight);
            }
        }
    }

    private static void isRight(PredictionEvent prediction) {
        int number = Integer.parseInt(prediction.getImageId().substring("picture-".length()));
        assertThat(prediction.getLabel()).isEqualTo(number % 2 == 0 ? "dark" : "bright");
        assertThat(prediction.getModelVersion()).isEqualTo(1);
    }
}
