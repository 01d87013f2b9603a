package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetPositionTest {
    @Test
    void itsTextIsReadBack() {
        SetPosition position = SetPosition.of(Map.of(11, 4L, 2, 117L));

        assertThat(position).hasToString("2:117,11:4");
        assertThat(SetPosition.parse(position.toString())).isEqualTo(position);
        assertThat(SetPosition.parse(SetPosition.START.toString())).isEqualTo(SetPosition.START);
    }

    @Test
    void aPictureIsSeenWhenItsRecordLiesBeforeThePosition() {
        SetPosition position = SetPosition.of(Map.of(0, 5L));

        assertThat(position.hasSeen(pictureAt(0, 4))).isTrue();
        assertThat(position.hasSeen(pictureAt(0, 5))).isFalse();
        assertThat(position.hasSeen(pictureAt(1, 0))).isFalse();
    }

    private static LabeledPicture pictureAt(int partition, long offset) {
        return new LabeledPicture("a", "cat", partition, offset, Instant.EPOCH, "digest", Optional.empty());
    }
}
