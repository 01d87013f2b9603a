package dev.tideline.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.cli.quickstart.StreamLedger.Standing;
import dev.tideline.model.store.Assessment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamLedgerTest {
    private static final Instant MADE = Instant.parse("2026-11-01T12:00:00Z");

    private final StreamLedger ledger = new StreamLedger();

    @Test
    void aPictureThatWasLabelledBeforeTheVersionDoesNotCountForItsAccuracy() {
        ledger.published("seen", "cat");
        ledger.published("unseen", "cat");
        ledger.labelled("seen", MADE.minusSeconds(1));
        ledger.made(1, MADE, "labels", Assessment.NONE);
        ledger.predicted("seen", "cat", 1);
        ledger.predicted("unseen", "dog", 1);

        Standing standing = ledger.figures().versions().get(0);

        assertThat(standing.predictions()).isEqualTo(2);
        assertThat(standing.unseen()).isEqualTo(1);
        assertThat(standing.accuracyOnStream()).contains(0.0);
    }

    @Test
    void aPictureThatIsLabelledAfterwardsStillCounts() {
        ledger.published("a", "cat");
        ledger.made(1, MADE, "labels", Assessment.NONE);
        ledger.predicted("a", "cat", 1);
        ledger.labelled("a", MADE.plusSeconds(1));

        assertThat(ledger.figures().versions().get(0).accuracyOnStream()).contains(1.0);
    }

    @Test
    void eachVersionAnswersForItsOwnPredictions() {
        ledger.published("a", "cat");
        ledger.published("b", "cat");
        ledger.made(1, MADE, "labels", Assessment.NONE);
        ledger.made(2, MADE.plusSeconds(9), "labels", Assessment.NONE);
        ledger.predicted("a", "dog", 1);
        ledger.predicted("b", "cat", 2);

        assertThat(ledger.figures().versions())
                .extracting(Standing::accuracyOnStream)
                .containsExactly(Optional.of(0.0), Optional.of(1.0));
    }

    @Test
    void aVersionThatMetNoUnseenPictureHasNoAccuracy() {
        ledger.made(1, MADE, "labels", Assessment.NONE);

        assertThat(ledger.figures().versions().get(0).accuracyOnStream()).isEmpty();
    }

    @Test
    void promotionIsKeptWhicheverTopicIsReadFirst() {
        ledger.promoted(1);
        ledger.made(1, MADE, "labels", Assessment.NONE);
        ledger.made(2, MADE, "labels", Assessment.NONE);
        ledger.promoted(2);

        assertThat(ledger.figures().versions()).allMatch(Standing::promoted).allMatch(standing -> standing.reason()
                .equals("labels"));
    }

    @Test
    void recordsOfOthersPicturesArePassedOver() {
        ledger.predicted("somebody else's", "cat", 1);
        ledger.deadLetter("somebody else's");

        assertThat(ledger.figures().predictions()).isZero();
        assertThat(ledger.figures().deadLetters()).isZero();
    }

    @Test
    void aDeadLetterIsAnAnswer() {
        ledger.published("broken", "cat");
        assertThat(ledger.isAnswered("broken")).isFalse();

        ledger.deadLetter("broken");

        assertThat(ledger.isAnswered("broken")).isTrue();
    }

    @Test
    void aVersionIsMadeOnceItsOwnRecordIsSeen() {
        ledger.promoted(1);
        assertThat(ledger.isMade(1)).isFalse();

        ledger.made(1, MADE, "labels", Assessment.NONE);

        assertThat(ledger.isMade(1)).isTrue();
    }

    @Test
    void accuracyOnSomePicturesIsAgainstWhatTheyShowWhateverWasSaidOfThem() {
        ledger.published("a", "cat");
        ledger.published("b", "cat");
        ledger.published("broken", "cat");
        ledger.published("another", "cat");
        ledger.predicted("a", "cat", 1);
        ledger.predicted("b", "dog", 2);
        ledger.deadLetter("broken");
        ledger.predicted("another", "cat", 2);

        assertThat(ledger.accuracyOn(List.of("a", "b"))).isEqualTo(0.5);
        assertThat(ledger.accuracyOn(List.of("a", "broken"))).isEqualTo(0.5);
    }
}
