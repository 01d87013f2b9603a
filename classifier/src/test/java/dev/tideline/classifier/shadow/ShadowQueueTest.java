package dev.tideline.classifier.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.ImageEvent;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class ShadowQueueTest {
    private static ShadowPicture picture(int bytes) {
        ImageEvent event = ImageEvent.newBuilder()
                .setImageId("id")
                .setPublishedAt(Instant.EPOCH)
                .build();
        return new ShadowPicture(new Record<>(new byte[0], new byte[bytes], 0), event);
    }

    @Test
    void whatDoesNotFitByNumberIsTurnedAwayUntilThereIsRoom() {
        ShadowQueue queue = new ShadowQueue(2, 1_000);
        assertThat(queue.offer(picture(1))).isTrue();
        assertThat(queue.offer(picture(1))).isTrue();
        assertThat(queue.offer(picture(1))).isFalse();
        queue.remove();
        assertThat(queue.offer(picture(1))).isTrue();
    }

    @Test
    void whatDoesNotFitByBytesIsTurnedAwayUntilThereIsRoom() {
        ShadowQueue queue = new ShadowQueue(100, 1_000);
        assertThat(queue.offer(picture(1_001))).isFalse();
        assertThat(queue.offer(picture(600))).isTrue();
        assertThat(queue.offer(picture(600))).isFalse();
        assertThat(queue.offer(picture(400))).isTrue();
        queue.remove();
        assertThat(queue.offer(picture(600))).isTrue();
    }

    @Test
    void aClosedQueueHoldsNothingAndTakesNothing() throws InterruptedException {
        ShadowQueue queue = new ShadowQueue(2, 1_000);
        queue.offer(picture(1));
        queue.close();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.offer(picture(1))).isFalse();
        assertThat(queue.awaitPicture()).isFalse();
        assertThat(queue.pause(Duration.ofDays(1))).isFalse();
    }
}
