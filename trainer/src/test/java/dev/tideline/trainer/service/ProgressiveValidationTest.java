package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.trainer.drift.ErrorRate;
import dev.tideline.trainer.drift.ErrorRise;
import dev.tideline.trainer.labeling.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProgressiveValidationTest {
    private static final Optional<ErrorRise> RISE =
            Optional.of(new ErrorRise(new ErrorRate(100, 0), new ErrorRate(4, 4)));

    private final ProgressiveValidation validation = new ProgressiveValidation("default", 0.001);
    private final List<LabeledPicture> pictures = new ArrayList<>();

    @Test
    void eachVersionIsMeasuredOnWhatItSaidItself() {
        tested(1, 100, true);
        tested(2, 10, false);
        assertThat(rising(1)).isEmpty();
        assertThat(rising(2)).isEmpty();

        tested(1, 10, false);
        assertThat(rising(1)).isEqualTo(RISE);
        assertThat(rising(2)).isEmpty();
    }

    @Test
    void theErrorOfAVersionIsThatOfAllItsTests() {
        tested(1, 3, true);
        tested(2, 5, false);
        tested(1, 1, false);
        add("cat", Optional.empty());
        add("cat", Optional.of(new Prediction("dog", "another model", 1, Instant.EPOCH)));

        assertThat(validation.errors(new TrainingSet(pictures, SetPosition.START)))
                .isEqualTo(Map.of(1, new ErrorRate(4, 1), 2, new ErrorRate(5, 5)));
    }

    @Test
    void picturesOfWhichNothingWasSaidAndPredictionsOfOtherModelsAreNoTests() {
        tested(1, 100, true);
        for (int i = 0; i < 100; i++) {
            add("cat", Optional.empty());
            add("cat", Optional.of(new Prediction("dog", "another model", 1, Instant.ofEpochSecond(pictures.size()))));
        }
        assertThat(rising(1)).isEmpty();
    }

    @Test
    void whatIsFoundDoesNotDependOnTheOrderInWhichTheLabelsCame() {
        tested(1, 100, true);
        tested(1, 10, false);
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(pictures, new Random(seed));
            assertThat(rising(1)).isEqualTo(RISE);
        }
    }

    @Test
    void aRiseCountsUntilARunHasSeenTheTestThatShowedIt() {
        tested(1, 100, true);
        tested(1, 10, false);

        assertThat(rising(1, 103)).isEqualTo(RISE);
        assertThat(rising(1, 104)).isEmpty();
        assertThat(rising(1, 110)).isEmpty();
    }

    @Test
    void aRiseAfterTheOneThatARunHasSeenIsFound() {
        tested(1, 100, true);
        tested(1, 4, false);
        tested(1, 100, true);
        tested(1, 10, false);

        assertThat(rising(1, 104)).isEqualTo(RISE);
    }

    @Test
    void aRiseIsFoundThoughARunSawItsWrongAnswersBeforeTheRightOnes() {
        tested(1, 100, true);
        tested(1, 30, false);
        // The labels of the wrong ones came first.
        Collections.rotate(pictures, 30);
        arriveInThisOrder();

        assertThat(rising(1, 30)).isEqualTo(RISE);
    }

    @Test
    void aRiseThatARunHasSeenIsNoNewsWhenLateLabelsMoveTheTestThatShowsIt() {
        tested(1, 100, true);
        tested(1, 30, false);
        // Two of the pictures before the rise were labelled last; they were right.
        pictures.add(pictures.remove(98));
        pictures.add(pictures.remove(98));
        arriveInThisOrder();

        assertThat(rising(1, 110)).isEmpty();
    }

    @Test
    void aRiseThatARunHasSeenIsNoNewsWhenItsLabelsAreConfirmed() {
        tested(1, 100, true);
        tested(1, 10, false);
        // The picture that shows the rise.
        pictures.add(pictures.remove(103));
        arriveInThisOrder();

        assertThat(rising(1, 109)).isEmpty();
    }

    /** Gives the pictures offsets in the order in which they stand. */
    private void arriveInThisOrder() {
        for (int offset = 0; offset < pictures.size(); offset++) {
            LabeledPicture picture = pictures.get(offset);
            pictures.set(
                    offset,
                    new LabeledPicture(
                            picture.id(),
                            picture.label(),
                            picture.partition(),
                            offset,
                            picture.writtenAt(),
                            picture.digest(),
                            picture.prediction()));
        }
    }

    private void tested(int version, int count, boolean right) {
        for (int i = 0; i < count; i++) {
            Instant at = Instant.ofEpochSecond(pictures.size());
            add("cat", Optional.of(new Prediction(right ? "cat" : "dog", "default", version, at)));
        }
    }

    private void add(String label, Optional<Prediction> said) {
        int place = pictures.size();
        pictures.add(new LabeledPicture("picture " + place, label, 0, place, Instant.EPOCH, "digest", said));
    }

    private Optional<ErrorRise> rising(int version) {
        return rising(version, 0);
    }

    /** @param trained how many of the labels the last run has seen */
    private Optional<ErrorRise> rising(int version, long trained) {
        return validation.rising(
                version, new TrainingSet(pictures, SetPosition.START), SetPosition.of(Map.of(0, trained)));
    }
}
