package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.TrainingRequest;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.labeling.Prediction;
import dev.tideline.trainer.service.RetrainPolicy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetrainPolicyTest {
    private static final DatasetRules RULES = new DatasetRules(Split.defaults(), 10, PictureBudget.UNLIMITED);

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration ONE_DAY = Duration.ofDays(1);
    private static final Duration COOL_DOWN = Duration.ofMinutes(10);
    private static final Duration RETRY_AFTER = Duration.ofMinutes(5);

    private final List<LabeledPicture> pictures = new ArrayList<>();
    private Set<RunReason> reasons = EnumSet.allOf(RunReason.class);
    private LastRun last = LastRun.NONE;
    private OptionalInt production = OptionalInt.empty();
    private Instant now = NOON;

    @Test
    void enoughNewLabelsOfTwoClassesStartARun() {
        label("dog", 30);
        label("cat", 30);

        Decision.Train train = train(decide(SetPosition.START, Optional.empty()));
        assertThat(train.reason()).isEqualTo(RunReason.LABELS);
        assertThat(train.message()).startsWith("60 labels are new");
        assertThat(dataset().labels()).containsExactly("cat", "dog");
        assertThat(size(dataset())).isEqualTo(60);
    }

    @Test
    void labelsThatTheLastRunHasSeenAreNotNew() {
        label("dog", 30);
        label("cat", 30);

        assertThat(decide(SetPosition.of(Map.of(0, 11L)), Optional.empty()))
                .isEqualTo(new Decision.Wait(
                        "49 of the 50 new labels that start a run are there", Optional.of(NOON.plus(ONE_DAY))));
        assertThat(decide(SetPosition.of(Map.of(0, 10L)), Optional.empty())).isInstanceOf(Decision.Train.class);
    }

    @Test
    void aSingleClassWaitsAndSaysWhy() {
        label("dog", 60);
        label("cat", 9);

        Decision decision = decide(SetPosition.START, Optional.empty());
        assertThat(decision).isInstanceOfSatisfying(Decision.Wait.class, wait -> assertThat(wait.why())
                .isEqualTo("Two labels with 10 or more pictures each are needed. Pictures by label: {cat=9, dog=60}"));
    }

    @Test
    void aLabelWithTooFewPicturesIsNoClassYet() {
        label("dog", 30);
        label("cat", 30);
        label("bird", 9);

        assertThat(decide(SetPosition.START, Optional.empty())).isInstanceOf(Decision.Train.class);
        assertThat(dataset().labels()).containsExactly("cat", "dog");
        assertThat(size(dataset())).isEqualTo(60);
    }

    @Test
    void aRequestStartsARunWithoutNewLabels() {
        label("dog", 30);
        label("cat", 30);

        Decision.Train train = train(decide(SetPosition.of(Map.of(0, 60L)), Optional.of(request())));
        assertThat(train.reason()).isEqualTo(RunReason.REQUEST);
        assertThat(train.message()).isEqualTo("Asked for by someone: to see");
    }

    @Test
    void aRequestWaitsUntilThereIsEnoughToLearnFrom() {
        label("dog", 5);

        assertThat(decide(SetPosition.START, Optional.of(request()))).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void aFewLabelsStartARunWhenTheOldestHasWaitedLongEnough() {
        label("dog", 30);
        label("cat", 30);
        SetPosition trained = SetPosition.of(Map.of(0, 50L));
        now = NOON.plus(ONE_DAY).minusMillis(1);
        assertThat(decide(trained, Optional.empty()))
                .isEqualTo(new Decision.Wait(
                        "10 of the 50 new labels that start a run are there", Optional.of(NOON.plus(ONE_DAY))));

        now = NOON.plus(ONE_DAY);
        assertThat(train(decide(trained, Optional.empty())))
                .isEqualTo(new Decision.Train(
                        RunReason.AGE, "The oldest of 10 new or changed labels is of 2026-11-23T12:00:00Z"));
        assertThat(decide(SetPosition.of(Map.of(0, 60L)), Optional.empty()))
                .isEqualTo(new Decision.Wait("0 of the 50 new labels that start a run are there", Optional.empty()));
    }

    @Test
    void aRisingErrorOfProductionStartsARunAndIsToldWithItsFigures() {
        predictions(100, 0);
        predictions(10, 10);
        production = OptionalInt.of(3);

        assertThat(train(decide(SetPosition.START, Optional.empty())))
                .isEqualTo(new Decision.Train(
                        RunReason.ERROR,
                        "The error of version 3 rose from 0.0 % of 100 to 100.0 % of 4 predictions that people labelled"
                                + " (HDDM_A)"));
        production = OptionalInt.of(2);
        assertThat(train(decide(SetPosition.START, Optional.empty())).reason()).isEqualTo(RunReason.LABELS);
        production = OptionalInt.empty();
        assertThat(train(decide(SetPosition.START, Optional.empty())).reason()).isEqualTo(RunReason.LABELS);
    }

    @Test
    void aRiseThatTheLastRunHasSeenStartsNoOther() {
        predictions(100, 0);
        predictions(10, 10);
        production = OptionalInt.of(3);

        assertThat(train(decide(SetPosition.of(Map.of(0, 103L)), Optional.empty()))
                        .reason())
                .isEqualTo(RunReason.ERROR);
        assertThat(decide(SetPosition.of(Map.of(0, 104L)), Optional.empty())).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void afterARunTheNextWaitsForTheCoolDownUnlessItIsAskedFor() {
        label("dog", 30);
        label("cat", 30);
        last = last.published(SetPosition.START, NOON);
        now = NOON.plus(COOL_DOWN).minusMillis(1);

        assertThat(decide(SetPosition.START, Optional.empty()))
                .isEqualTo(new Decision.Wait(
                        "60 of the 50 new labels that start a run are there. The next run begins at"
                                + " 2026-11-23T12:10:00Z at the earliest, unless one is asked for",
                        Optional.of(NOON.plus(COOL_DOWN))));
        assertThat(train(decide(SetPosition.START, Optional.of(request()))).reason())
                .isEqualTo(RunReason.REQUEST);
        now = NOON.plus(COOL_DOWN);
        assertThat(train(decide(SetPosition.START, Optional.empty())).reason()).isEqualTo(RunReason.LABELS);
    }

    @Test
    void aFailedRunIsTriedAgainAfterItsOwnPause() {
        label("dog", 30);
        label("cat", 30);
        last = last.failed(NOON);
        now = NOON.plus(RETRY_AFTER).minusMillis(1);
        assertThat(decide(SetPosition.START, Optional.empty())).isInstanceOf(Decision.Wait.class);

        now = NOON.plus(RETRY_AFTER);
        assertThat(decide(SetPosition.START, Optional.empty())).isInstanceOf(Decision.Train.class);
    }

    @Test
    void aRunThatFailsAgainAndAgainIsTriedAtLongerAndLongerIntervals() {
        label("dog", 30);
        label("cat", 30);
        for (int failure = 0; failure < 3; failure++) {
            last = last.failed(NOON);
        }
        assertThat(wait(decide(SetPosition.START, Optional.empty())).until())
                .contains(NOON.plus(RETRY_AFTER.multipliedBy(4)));

        for (int failure = 0; failure < 100; failure++) {
            last = last.failed(NOON);
        }
        assertThat(wait(decide(SetPosition.START, Optional.empty())).until()).contains(NOON.plus(Duration.ofHours(6)));
    }

    @Test
    void aFailureDoesNotShortenThePauseAfterTheRunBeforeIt() {
        label("dog", 30);
        label("cat", 30);
        last = last.published(SetPosition.START, NOON).failed(NOON.plusSeconds(1));

        assertThat(wait(decide(SetPosition.START, Optional.empty())).until()).contains(NOON.plus(COOL_DOWN));
    }

    @Test
    void aReasonThatIsNotSetStartsNoRun() {
        predictions(100, 0);
        predictions(10, 10);
        production = OptionalInt.of(3);
        now = NOON.plus(ONE_DAY);

        for (RunReason reason : RunReason.values()) {
            reasons = EnumSet.of(reason);
            assertThat(train(decide(SetPosition.START, Optional.of(request()))).reason())
                    .isEqualTo(reason);
        }
        reasons = EnumSet.of(RunReason.ERROR);
        assertThat(decide(SetPosition.of(Map.of(0, 104L)), Optional.of(request())))
                .isEqualTo(new Decision.Wait(
                        "Requests start no run (trainer.reasons). No reason of error holds", Optional.empty()));
    }

    private void label(String label, int count) {
        for (int i = 0; i < count; i++) {
            add(label + i, label, Optional.empty());
        }
    }

    /** Of version 3, and people's labels for them. */
    private void predictions(int count, int wrong) {
        for (int i = 0; i < count; i++) {
            String label = i % 2 == 0 ? "dog" : "cat";
            String said = i < wrong ? "bird" : label;
            int place = pictures.size();
            add(label + place, label, Optional.of(new Prediction(said, "default", 3, NOON.plusMillis(place))));
        }
    }

    private void add(String id, String label, Optional<Prediction> said) {
        pictures.add(new LabeledPicture(id, label, 0, pictures.size(), NOON, "digest", said));
    }

    private Decision decide(SetPosition trained, Optional<TrainingRequest> request) {
        RetrainSettings settings = new RetrainSettings(reasons, 50, ONE_DAY, 0.001, COOL_DOWN, RETRY_AFTER);
        return new RetrainPolicy(settings, RULES, new ProgressiveValidation("default", 0.001))
                .decide(
                        new RetrainPolicy.Situation(
                                set(),
                                new LastRun(trained, last.ended(), last.failed(), last.failures()),
                                production,
                                request),
                        now);
    }

    private Dataset dataset() {
        return RULES.dataset(set(), new PicturesInMemory());
    }

    private TrainingSet set() {
        return new TrainingSet(pictures, SetPosition.of(Map.of(0, (long) pictures.size())));
    }

    private static Decision.Wait wait(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Wait.class);
        return (Decision.Wait) decision;
    }

    private static Decision.Train train(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Train.class);
        return (Decision.Train) decision;
    }

    private static int size(Dataset dataset) {
        return dataset.train().size()
                + dataset.validation().size()
                + dataset.test().size();
    }

    private static TrainingRequest request() {
        return TrainingRequest.newBuilder()
                .setModelName("default")
                .setRequestedAt(Instant.EPOCH)
                .setRequestedBy("someone")
                .setReason("to see")
                .build();
    }
}
