package dev.tideline.trainer.labeling;

import static dev.tideline.trainer.labeling.JoinDriver.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which prediction a labelled picture is a test of. */
class PriorPredictionTest {
    private static final Instant LATER = NOON.plusSeconds(1);
    private static final Instant MUCH_LATER = NOON.plusSeconds(2);

    private final JoinDriver join = new JoinDriver();

    @AfterEach
    void stop() {
        join.close();
    }

    @Test
    void aLabelTestsThePredictionThatWasMadeBeforeItCame() {
        join.picture("a", "picture of a", NOON);
        join.predict("a", "dog", 2, NOON);
        join.label("a", "cat", LATER);

        assertThat(join.tests()).containsOnly(entry("a", "2: dog"));
    }

    @Test
    void ofSeveralPredictionsTheLastBeforeTheLabelIsTested() {
        join.picture("a", "picture of a", NOON);
        join.predict("a", "dog", 1, NOON);
        join.predict("a", "cat", 2, NOON);
        join.label("a", "cat", LATER);

        assertThat(join.tests()).containsOnly(entry("a", "2: cat"));
    }

    @Test
    void aPredictionAfterTheLabelIsNoTest() {
        join.picture("a", "picture of a", NOON);
        join.label("a", "cat", NOON);
        join.predict("a", "dog", 2, LATER);
        join.label("a", "dog", MUCH_LATER);

        assertThat(join.labeledImages()).hasSize(2);
        assertThat(join.tests()).isEmpty();
    }

    @Test
    void aPredictionThatIsReadBeforeTheLabelAndWasMadeAfterItIsNoTest() {
        join.picture("a", "picture of a", NOON);
        join.predict("a", "dog", 2, MUCH_LATER);
        join.label("a", "cat", LATER);

        assertThat(join.tests()).isEmpty();
    }

    @Test
    void aCorrectionTestsTheSamePrediction() {
        join.picture("a", "picture of a", NOON);
        join.predict("a", "dog", 2, NOON);
        join.label("a", "cat", NOON);
        join.predict("a", "cat", 3, NOON);
        join.label("a", "dog", LATER);
        join.label("a", "cat", MUCH_LATER);

        assertThat(join.labeledImages()).hasSize(3);
        assertThat(join.tests()).containsOnly(entry("a", "2: dog"));
    }

    @Test
    void aLabelThatWaitsForItsPictureTestsWhatWasSaidBeforeTheLabel() {
        join.predict("a", "dog", 2, NOON);
        join.label("a", "cat", LATER);
        join.predict("a", "cat", 3, MUCH_LATER);
        join.picture("a", "picture of a", MUCH_LATER);

        assertThat(join.tests()).containsOnly(entry("a", "2: dog"));
    }

    @Test
    void aForgottenPictureIsNoTestAnyMore() {
        join.predict("a", "dog", 2, NOON);
        join.askToForget("a", LATER);
        join.labelWithPicture("a", "cat", MUCH_LATER, "picture of a again");
        assertThat(join.set()).containsKey("a");
        assertThat(join.tests()).isEmpty();

        join.predict("b", "dog", 2, NOON);
        join.labelWithPicture("b", "cat", NOON, "picture of b");
        join.hearAll();
        join.askToForget("b", LATER);
        join.predict("b", "dog", 3, NOON);
        join.labelWithPicture("b", "cat", MUCH_LATER, "picture of b again");
        assertThat(join.set()).containsKey("b");
        assertThat(join.tests()).isEmpty();
    }

    @Test
    void aBackupThatIsWrittenBackKeepsItsTests() {
        join.writeLabeled("a", "cat", NOON, "picture of a", Optional.of(new Prediction("dog", "default", 2, NOON)));
        join.hearAll();
        join.label("a", "bird", LATER);

        assertThat(join.labeledImages()).hasSize(2);
        assertThat(join.tests()).containsOnly(entry("a", "2: dog"));
    }
}
