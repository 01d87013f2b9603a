package dev.tideline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    @Test
    void aBetterCandidateIsPromotedAndTheDifferenceIsToldWithItsInterval() {
        Verdict verdict = new Scene()
                .older("cats", 14, 5, 0, 1)
                .older("dogs", 20, 0, 0, 1)
                .verdict();

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.difference()).contains(PairedDifference.of(34, 5, 0, 2));
        assertThat(verdict.why())
                .isEqualTo("The candidate is better: 95.1 % of 41 held-out pictures against 82.9 % of production's, "
                        + PairedDifference.of(34, 5, 0, 2)
                        + "; 5 right that production gets wrong, 0 the other way round");
    }

    @Test
    void aCandidateThatIsWorseBeyondChanceIsKeptBack() {
        assertThat(new Scene().older("cats", 50, 0, 5, 0).objections()).containsExactly(Objection.Kind.WORSE);
        assertThat(new Scene().older("cats", 50, 0, 4, 0).objections()).isEmpty();
    }

    @Test
    void whatIsWorseByNoMoreThanTheToleranceIsPromoted() {
        Scene scene = new Scene().older("cats", 195, 0, 5, 0);

        assertThat(scene.objections()).containsExactly(Objection.Kind.WORSE);
        assertThat(scene.verdict(new GateSettings(0.05, 0.025, 0.025)).promoted())
                .isTrue();
        assertThat(scene.verdict(new GateSettings(0.05, 0.024, 0.025)).promoted())
                .isFalse();
    }

    @Test
    void aClassThatCollapsesIsRefusedThoughTheCandidateIsBetterInAll() {
        Verdict verdict = new Scene()
                .older("cats", 60, 30, 0, 10)
                .older("dogs", 8, 0, 11, 1)
                .verdict();

        assertThat(verdict.objections()).extracting(Objection::kind).containsExactly(Objection.Kind.CLASS_COLLAPSES);
        assertThat(verdict.difference().orElseThrow().low()).isPositive();
        assertThat(verdict.why())
                .startsWith("The candidate is kept back: it collapses on class \"dogs\", of which it gets 8 of 20"
                        + " held-out pictures right and production 19 (p = 0.0005). In all it gets 81.7 % of 120");
    }

    @Test
    void aClassMayLoseAFifth() {
        Scene scene = new Scene().older("cats", 100, 30, 0, 10);

        assertThat(scene.older("dogs", 40, 0, 10, 0).objections()).isEmpty();
        assertThat(scene.older("dogs", 0, 0, 1, 0).objections()).containsExactly(Objection.Kind.CLASS_COLLAPSES);
    }

    @Test
    void aClassThatIsLostAltogetherIsRefusedAmongManyClasses() {
        Scene many = new Scene();
        for (int i = 0; i < 200; i++) {
            many.older("class " + i, 8, 1, 0, 1);
        }

        assertThat(many.older("foxes", 0, 0, 5, 1).objections()).containsExactly(Objection.Kind.CLASS_COLLAPSES);
    }

    @Test
    void aSmallClassIsNotHeldAgainstTheCandidate() {
        assertThat(new Scene()
                        .older("cats", 80, 9, 0, 2)
                        .older("foxes", 0, 0, 4, 1)
                        .objections())
                .isEmpty();
        assertThat(new Scene()
                        .older("cats", 80, 9, 0, 2)
                        .older("foxes", 0, 0, 5, 0)
                        .objections())
                .containsExactly(Objection.Kind.CLASS_COLLAPSES);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.8, 0.95})
    void equallyGoodCandidatesWithManySmallClassesSeldomTrip(double accuracy) {
        int refused = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            Scene scene = new Scene();
            for (int i = 0; i < 50 * 8; i++) {
                scene.picture("class " + i % 50, true, random.nextDouble() < accuracy, random.nextDouble() < accuracy);
            }
            refused += scene.objections().contains(Objection.Kind.CLASS_COLLAPSES) ? 1 : 0;
        }
        assertThat(refused).isLessThan(20);
    }

    @Test
    void aCandidateThatForgetsIsRefusedThoughItIsBetterInAll() {
        Verdict verdict = new Scene()
                .older("cats", 46, 0, 4, 0)
                .older("dogs", 46, 0, 4, 0)
                .newer("cats", 20, 20, 0, 10)
                .verdict();

        assertThat(verdict.objections()).extracting(Objection::kind).containsExactly(Objection.Kind.FORGETS);
        assertThat(verdict.why())
                .contains("it forgets")
                .contains("92.0 % of 100")
                .contains("(p = 0.0039)");
    }

    @Test
    void forgettingATouchForANewKindOfPictureIsGranted() {
        assertThat(new Scene()
                        .older("cats", 590, 0, 6, 4)
                        .newer("cats", 20, 20, 0, 10)
                        .objections())
                .isEmpty();
    }

    @Test
    void aPictureThatOneModelWasNotAskedAboutCountsForNone() {
        Answers some = new Answers(places(0, 1, 2), places(0, 1));
        Answers others = new Answers(places(1, 2, 3), places(1, 2, 3));

        assertThat(Comparison.of(some, others, places(0, 1, 2, 3))).isEqualTo(new Comparison(1, 0, 1, 0));
    }

    @Test
    void withoutAPictureNothingIsPromoted() {
        assertThat(new Scene().objections()).containsExactly(Objection.Kind.NOTHING_HELD_OUT);
    }

    @Test
    void whatIsPinnedIsSaidOfACandidateThatWouldBePromotedAndOfNoOther() {
        Verdict good = new Scene().older("cats", 20, 1, 0, 0).verdict();
        Verdict bad = new Scene().older("cats", 20, 0, 9, 0).verdict();

        Verdict pinned = good.unless(Optional.of("production is pinned to version 3"));
        assertThat(pinned.promoted()).isFalse();
        assertThat(pinned.why())
                .startsWith("The candidate is kept back: production is pinned to version 3. The candidate is better: ");
        assertThat(bad.unless(Optional.of("pinned"))).isEqualTo(bad);
        assertThat(good.unless(Optional.empty())).isEqualTo(good);
    }

    private static BitSet places(int... places) {
        BitSet set = new BitSet();
        for (int place : places) {
            set.set(place);
        }
        return set;
    }
}
