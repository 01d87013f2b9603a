package dev.tideline.classifier.shadow;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tideline.classifier.engine.Outcome.Classified;
import dev.tideline.events.ImageEvent;
import dev.tideline.model.serving.Classification;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class ShadowPredictionsTest {
    @Test
    void aPredictionThatCannotBeSentIsDroppedWithoutAnError() {
        KafkaSettings nowhere = KafkaSettings.from(Settings.of(Map.of(
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "schema.registry.url", "http://127.0.0.1:1",
                "kafka.max.block.ms", "1")));
        ImageEvent event = ImageEvent.newBuilder()
                .setImageId("id")
                .setPublishedAt(Instant.EPOCH)
                .build();
        ShadowPicture picture = new ShadowPicture(new Record<>(new byte[0], new byte[0], 0), event);
        Classification answer = new Classification(List.of("left", "right"), new float[] {0.25f, 0.75f});

        assertThatCode(() -> {
                    try (ShadowPredictions predictions = new ShadowPredictions(nowhere)) {
                        predictions.send(picture, new Classified(answer, "model", 2, Instant.EPOCH));
                    }
                })
                .doesNotThrowAnyException();
    }
}
