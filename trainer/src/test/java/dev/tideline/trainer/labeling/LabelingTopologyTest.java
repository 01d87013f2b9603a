package dev.tideline.trainer.labeling;

import static dev.tideline.trainer.labeling.JoinDriver.IMAGES_RETENTION;
import static dev.tideline.trainer.labeling.JoinDriver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelingTopologyTest {
    private static final Instant LATER = NOON.plusSeconds(1);
    private static final Instant EARLIER = NOON.minusSeconds(1);

    private final JoinDriver join = new JoinDriver();

    @AfterEach
    void stop() {
        join.close();
    }

    @Test
    void aLabelAfterItsPictureFetchesThePictureBack() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);

        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a");
    }

    @Test
    void aLabelBeforeItsPictureWaitsForIt() {
        join.label("a", "cat", NOON);
        assertThat(join.labeledImages()).isEmpty();

        join.picture("a", "picture of a", NOON);
        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a");
    }

    @Test
    void ofTheLabelsThatWaitTheNewestIsJoined() {
        join.label("a", "cat", LATER);
        join.label("a", "dog", NOON);
        join.picture("a", "picture of a", NOON);

        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a");
    }

    @Test
    void aCorrectionReplacesTheLabel() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.label("a", "dog", LATER);

        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a", "a is dog: picture of a");
    }

    @Test
    void aCorrectionFindsItsPictureAfterImagesHasForgottenIt() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.hearAll();
        join.loseImages();
        join.passTime(IMAGES_RETENTION.plusDays(1));
        join.label("a", "dog", NOON.plus(IMAGES_RETENTION.plusDays(1)));

        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a", "a is dog: picture of a");
    }

    @Test
    void aCorrectionOfALabelThatIsNotYetReadBackWaitsForItWhenImagesHasForgottenThePicture() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.loseImages();
        join.label("a", "dog", LATER);
        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a");

        join.hearAll();
        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a", "a is dog: picture of a");
    }

    @Test
    void anOlderLabelThatComesLateChangesNothing() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.label("a", "dog", EARLIER);

        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a");
    }

    @Test
    void ofTwoLabelsGivenAtTheSameTimeTheOneThatComesLastWins() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.label("a", "dog", NOON);

        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a", "a is dog: picture of a");
    }

    @Test
    void theSameLabelTwiceIsJoinedOnce() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.label("a", " cat\n", NOON);

        assertThat(join.labeledImages()).hasSize(1);
    }

    @Test
    void thePictureThatComesTwiceIsJoinedOnce() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.picture("a", "picture of a", NOON);

        assertThat(join.labeledImages()).hasSize(1);
    }

    @Test
    void feedbackWithItsOwnPictureNeedsNoOther() {
        join.labelWithPicture("a", "cat", NOON, "own picture");
        join.hearAll();
        join.label("a", "dog", LATER);

        assertThat(join.labeledImages()).containsExactly("a is cat: own picture", "a is dog: own picture");
    }

    @Test
    void aLateOldLabelWithItsOwnPictureGivesTheWaitingLabelItsPicture() {
        join.label("a", "dog", NOON);
        join.labelWithPicture("a", "cat", EARLIER, "own picture");

        assertThat(join.labeledImages()).containsExactly("a is dog: own picture");
    }

    @Test
    void aLabelWhosePictureIsForgottenWaitsUntilItComesAgain() {
        join.picture("a", "picture of a", NOON);
        join.loseImages();
        join.label("a", "cat", NOON);
        assertThat(join.labeledImages()).isEmpty();

        join.picture("a", "picture of a", NOON);
        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a");
    }

    @Test
    void aPictureThatSomeoneElseLabeledIsKnown() {
        join.writeLabeled("a", "cat", NOON, "foreign picture");
        join.hearAll();
        join.label("a", "bird", EARLIER);
        join.label("a", "dog", LATER);

        assertThat(join.labeledImages()).containsExactly("a is cat: foreign picture", "a is dog: foreign picture");
    }

    @Test
    void anOldLabelThatSomeoneElseWritesDoesNotReplaceTheNewest() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.writeLabeled("a", "dog", EARLIER, "picture of a");
        join.hearAll();

        assertThat(join.labeledImages())
                .containsExactly("a is cat: picture of a", "a is dog: picture of a", "a is cat: picture of a");
    }

    @Test
    void aBlankLabelThatSomeoneElseWritesDoesNotReplaceTheNewest() {
        join.writeLabeled("a", " ", LATER, "picture of a");
        join.hearAll();
        assertThat(join.set()).isEmpty();

        join.label("a", "cat", NOON);
        join.writeLabeled("a", " ", LATER, "picture of a");
        join.hearAll();
        assertThat(join.set()).containsEntry("a", new JoinDriver.Labeled("cat", "picture of a"));
    }

    @Test
    void whatIsMalformedIsPassedOver() {
        join.feedbackBytes("a", "no feedback".getBytes(StandardCharsets.UTF_8), NOON);
        join.feedback("another key", "a", "bird", LATER, Optional.empty());
        join.label("a", " ", LATER);
        join.label("a", "cat", NOON);
        join.malformedPicture("a", "no picture".getBytes(StandardCharsets.UTF_8));
        join.malformedPicture("a", null);
        join.picture("a", "picture of a", NOON);

        assertThat(join.labeledImages()).containsExactly("a is cat: picture of a");
    }
}
