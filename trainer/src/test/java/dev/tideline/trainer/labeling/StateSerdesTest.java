package dev.tideline.trainer.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class StateSerdesTest {
    private static final Instant NOON = JoinDriver.NOON;
    private static final Label LABEL = new Label("a cat", NOON, "someone");

    @Test
    void whatIsWrittenIsReadBack() {
        Serde<LabelState> labels = StateSerdes.labels();
        Stream.of(LabelState.joined(LABEL), LabelState.waiting(LABEL, NOON.plusSeconds(1)))
                .forEach(state -> assertThat(copy(labels, state)).isEqualTo(state));
        Forgotten forgotten = new Forgotten(NOON);
        assertThat(copy(StateSerdes.forgotten(), forgotten)).isEqualTo(forgotten);
        for (OwnWrites.Awaited awaited : OwnWrites.Awaited.values()) {
            OwnWrites writes = new OwnWrites(7, awaited);
            assertThat(copy(StateSerdes.writes(), writes)).isEqualTo(writes);
        }
        PicturePosition position = new PicturePosition(PicturePosition.Home.LABELED_IMAGES, 7, NOON);
        assertThat(copy(StateSerdes.positions(), position)).isEqualTo(position);
        Prediction prediction = new Prediction("a cat", "default", 7, NOON);
        assertThat(copy(StateSerdes.predictions(), prediction)).isEqualTo(prediction);
    }

    @Test
    void aLabelOfTheFirstFormWaitsSinceItWasGiven() {
        assertThat(read(labelOfForm(1))).isEqualTo(LabelState.waiting(LABEL, NOON));
    }

    @Test
    void aFormOfALaterReleaseIsRefused() {
        assertThatThrownBy(() -> read(labelOfForm(3)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("form 3 was written by a later release");
    }

    private static byte[] labelOfForm(int form) {
        byte[] label = LABEL.label().getBytes(StandardCharsets.UTF_8);
        byte[] labeledBy = LABEL.labeledBy().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(18 + label.length + labeledBy.length)
                .put((byte) form)
                .put((byte) 0)
                .putLong(NOON.toEpochMilli())
                .putInt(label.length)
                .put(label)
                .putInt(labeledBy.length)
                .put(labeledBy)
                .array();
    }

    private static LabelState read(byte[] bytes) {
        return StateSerdes.labels().deserializer().deserialize("labels", bytes);
    }

    private static <T> T copy(Serde<T> serde, T value) {
        return serde.deserializer().deserialize("state", serde.serializer().serialize("state", value));
    }
}
