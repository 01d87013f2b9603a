package dev.tideline.trainer.labeling;

import static dev.tideline.trainer.labeling.JoinDriver.FEEDBACK_RETENTION;
import static dev.tideline.trainer.labeling.JoinDriver.IMAGES_RETENTION;
import static dev.tideline.trainer.labeling.JoinDriver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatePurgeTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final JoinDriver join = new JoinDriver();

    @AfterEach
    void stop() {
        join.close();
    }

    @Test
    void positionsOfPicturesThatImagesHasForgottenAreRemoved() {
        join.picture("labelled", "picture", NOON);
        join.label("labelled", "cat", NOON);
        join.hearAll();
        join.picture("never labelled", "picture", NOON);
        join.passTime(IMAGES_RETENTION.minus(HOUR));
        assertThat(join.entries(JoinState.POSITIONS)).isEqualTo(2);

        join.passTime(HOUR.multipliedBy(2));
        assertThat(join.entries(JoinState.POSITIONS)).isEqualTo(1);
    }

    @Test
    void whatWasSaidOfPicturesThatNobodyHasLabelledIsRemovedWithThem() {
        join.predict("labelled", "cat", 1, NOON);
        join.label("labelled", "cat", NOON);
        join.predict("never labelled", "cat", 1, NOON);
        join.passTime(IMAGES_RETENTION.minus(HOUR));
        assertThat(join.entries(JoinState.PREDICTIONS)).isEqualTo(2);

        join.passTime(HOUR.multipliedBy(2));
        assertThat(join.entries(JoinState.PREDICTIONS)).isEqualTo(1);
    }

    @Test
    void aLabelWaitsForItsPictureAsLongAsFeedbackKeepsIt() {
        join.label("late", "cat", NOON);
        join.label("never", "cat", NOON);
        join.passTime(FEEDBACK_RETENTION.minus(HOUR));
        join.picture("late", "picture", NOON.plus(FEEDBACK_RETENTION).minus(HOUR));
        assertThat(join.labeledImages()).containsExactly("late is cat: picture");

        join.passTime(HOUR.multipliedBy(2));
        assertThat(join.entries(JoinState.LABELS)).isEqualTo(1);
        join.picture("never", "picture", NOON.plus(FEEDBACK_RETENTION).plus(HOUR));
        assertThat(join.labeledImages()).hasSize(1);
    }

    @Test
    void aTombstoneIsRememberedUntilNothingOlderCanCome() {
        join.askToForget("a", NOON);
        join.hearAll();
        join.passTime(FEEDBACK_RETENTION.minus(HOUR));
        assertThat(join.entries(JoinState.FORGOTTEN)).isEqualTo(1);

        join.passTime(HOUR.multipliedBy(2));
        assertThat(join.entries(JoinState.FORGOTTEN)).isZero();
    }

    @Test
    void aTombstoneThatWasNeverReadBackIsRememberedNoLonger() {
        join.askToForget("a", NOON);
        join.compactLabeledImages(0);
        join.hearAll();
        join.passTime(FEEDBACK_RETENTION.plus(HOUR));

        assertThat(join.entries(JoinState.FORGOTTEN)).isZero();
        assertThat(join.entries(JoinState.WRITES)).isZero();
    }

    @Test
    void whatWasWrittenOfAPictureIsRememberedAsLongAsThePictureIsInTheSet() {
        join.labelWithPicture("a", "cat", NOON, "picture");
        join.hearAll();
        join.passTime(FEEDBACK_RETENTION.plus(HOUR));

        assertThat(join.entries(JoinState.WRITES)).isEqualTo(1);
    }
}
