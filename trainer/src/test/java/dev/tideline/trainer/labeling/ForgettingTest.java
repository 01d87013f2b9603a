package dev.tideline.trainer.labeling;

import static dev.tideline.trainer.labeling.JoinDriver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgettingTest {
    private static final Instant LATER = NOON.plusSeconds(1);
    private static final Instant MUCH_LATER = NOON.plusSeconds(2);

    private final JoinDriver join = new JoinDriver();

    @BeforeEach
    void labelAPicture() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.hearAll();
    }

    @AfterEach
    void stop() {
        join.close();
    }

    @Test
    void aTombstoneOnLabeledImagesForgetsPictureAndLabel() {
        join.writeLabeled("a", null, LATER);
        join.hearAll();

        assertThat(join.set()).isEmpty();
        assertThat(join.entries(JoinState.POSITIONS)).isZero();
        assertThat(join.entries(JoinState.LABELS)).isZero();
    }

    @Test
    void aTombstoneOnFeedbackForgetsPictureAndLabel() {
        join.askToForget("a", LATER);
        join.hearAll();

        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a", "a is forgotten");
        assertThat(join.entries(JoinState.POSITIONS)).isZero();
        assertThat(join.entries(JoinState.LABELS)).isZero();
    }

    @Test
    void aLabelOfAForgottenPictureWaitsUntilThePictureComesAgain() {
        join.askToForget("a", LATER);
        join.hearAll();
        join.label("a", "dog", MUCH_LATER);
        assertThat(join.set()).isEmpty();

        join.picture("a", "picture of a, again", MUCH_LATER);
        assertThat(join.set()).containsEntry("a", new JoinDriver.Labeled("dog", "picture of a, again"));
    }

    @Test
    void whatIsOlderThanATombstoneDoesNotBringThePictureBackHoweverLateItComes() {
        join.askToForget("a", MUCH_LATER);
        join.hearAll();
        join.label("a", "dog", LATER);
        join.labelWithPicture("a", "dog", MUCH_LATER, "own picture");
        join.picture("a", "picture of a", LATER);
        join.label("a", "dog", MUCH_LATER.plusSeconds(1));

        assertThat(join.set()).isEmpty();
    }

    @Test
    void aTombstoneForgetsALabelThatClaimsToBeNewer() {
        join.label("a", "dog", NOON.plusSeconds(1_000_000));
        join.askToForget("a", LATER);
        join.hearAll();

        assertThat(join.set()).isEmpty();
    }

    @Test
    void aRecordFromBeforeATombstoneThatIsReadBackLateBringsNothingBack() {
        join.label("a", "dog", LATER);
        join.askToForget("a", LATER);
        join.label("a", "bird", MUCH_LATER);
        join.hearAll();

        assertThat(join.set()).isEmpty();
    }

    @Test
    void aCorrectionThatIsWrittenBehindATombstoneIsForgottenByIt() {
        join.writeLabeled("a", null, LATER);
        join.label("a", "dog", MUCH_LATER);
        assertThat(join.set()).containsKey("a");

        join.hearAll();
        assertThat(join.set()).isEmpty();
        assertThat(join.entries(JoinState.LABELS)).isZero();
    }

    @Test
    void aBackupThatIsWrittenBackDoesNotTakeAPictureThatIsOnItsWayFromACorrectionThatWaitsForIt() {
        join.askToForget("a", LATER);
        join.writeLabeled("a", "cat", NOON, "picture of a");
        join.labelWithPicture("a", "dog", MUCH_LATER, "picture of a, again");
        join.label("a", "bird", MUCH_LATER.plusSeconds(1));
        join.hearAll();

        assertThat(join.set()).containsEntry("a", new JoinDriver.Labeled("bird", "picture of a, again"));
    }

    @Test
    void aBackupThatIsWrittenBackDoesNotReplaceAPictureThatCameAgain() {
        join.askToForget("a", LATER);
        join.labelWithPicture("a", "dog", MUCH_LATER, "picture of a, again");
        join.hearAll();
        join.writeLabeled("a", "cat", NOON, "picture of a");
        join.hearAll();

        assertThat(join.set()).containsEntry("a", new JoinDriver.Labeled("dog", "picture of a, again"));
    }

    @Test
    void aBackupThatIsWrittenBackDoesNotBringAForgottenPictureBack() {
        join.writeLabeled("a", null, LATER);
        join.hearAll();
        join.writeLabeled("a", "cat", NOON, "picture of a");
        join.hearAll();

        assertThat(join.set()).isEmpty();
    }

    @Test
    void aBackupThatKeepsTheHeadersOfTheJoinDoesNotBringAForgottenPictureBackEither() {
        join.askToForget("a", LATER);
        join.restore(2);
        join.compactLabeledImages(0);
        join.hearAll();
        assertThat(join.set()).isEmpty();

        join.restore(3);
        join.hearAll();
        assertThat(join.set()).isEmpty();
    }

    @Test
    void aBackupThatKeepsTheHeadersOfTheJoinDoesNotReplaceANewerLabel() {
        join.label("a", "dog", LATER);
        join.hearAll();
        join.restore(2);
        join.hearAll();

        assertThat(join.set()).containsEntry("a", new JoinDriver.Labeled("dog", "picture of a"));
    }

    @Test
    void aBackupThatTakesThePlaceOfAPictureThatCameAgainIsForgottenAndTheLabelWaits() {
        join.askToForget("a", LATER);
        join.labelWithPicture("a", "dog", MUCH_LATER, "picture of a, again");
        join.hearAll();
        join.writeLabeled("a", "cat", NOON, "picture of a");
        join.compactLabeledImages(0);
        join.hearAll();
        assertThat(join.set()).isEmpty();

        join.picture("a", "picture of a, for the third time", MUCH_LATER);
        assertThat(join.set()).containsEntry("a", new JoinDriver.Labeled("dog", "picture of a, for the third time"));
    }

    @Test
    void aTombstoneThatCompactionTookBeforeItWasReadBackDoesNotHoldUpWhatComesLater() {
        join.askToForget("a", LATER);
        join.compactLabeledImages(0);
        join.picture("a", "picture of a, again", MUCH_LATER);
        join.label("a", "dog", MUCH_LATER);
        join.hearAll();
        join.loseImages();
        join.label("a", "bird", MUCH_LATER.plusSeconds(1));

        assertThat(join.set()).containsEntry("a", new JoinDriver.Labeled("bird", "picture of a, again"));
    }
}
