package dev.tideline.classifier.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.classifier.streams.ImageReader.Content;
import dev.tideline.events.ImageEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class ImageReaderTest {
    private static final byte[] ID = "picture".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ENCODED = {1, 2, 3};

    private static ImageEvent.Builder event() {
        return ImageEvent.newBuilder()
                .setImageId("picture")
                .setSource("camera")
                .setPublishedAt(Instant.EPOCH)
                .setAttributes(Map.of("weather", "rain"));
    }

    private static Content read(ImageEvent event) {
        return new ImageReader("images", (topic, value) -> event).read(new Record<>(ID, new byte[0], 0));
    }

    @Test
    void ofAnEventThatCarriesItsPictureOnlyWhatItsAnswerSaysIsHeldInMemoryBesideThePicture() {
        assertThat(read(event().setPicture(ByteBuffer.wrap(ENCODED)).build()))
                .isInstanceOfSatisfying(Content.Picture.class, read -> {
                    assertThat(read.picture()).isEqualTo(ENCODED);
                    assertLean(read.event());
                });
    }

    @Test
    void ofAClaimCheckOnlyWhatItsAnswerSaysIsHeldInMemory() {
        ImageEvent claim = event().setUri("https://pictures.example/1.png")
                .setSha256("0".repeat(64))
                .setLength(3L)
                .build();

        assertThat(read(claim)).isInstanceOfSatisfying(Content.Claim.class, read -> assertLean(read.event()));
    }

    private static void assertLean(ImageEvent event) {
        assertThat(event.getPicture()).isNull();
        assertThat(event.getAttributes()).isEmpty();
        assertThat(event.getImageId()).isEqualTo("picture");
        assertThat(event.getSource()).isEqualTo("camera");
        assertThat(event.getPublishedAt()).isEqualTo(Instant.EPOCH);
    }
}
