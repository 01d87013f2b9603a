package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.benchmarks.ShiftFigures.Phase;
import dev.tideline.benchmarks.shift.Alteration;
import dev.tideline.benchmarks.shift.Answer;
import dev.tideline.benchmarks.shift.Kind;
import dev.tideline.benchmarks.shift.Retraining;
import dev.tideline.benchmarks.shift.Retraining.Verdict;
import dev.tideline.benchmarks.shift.Share;
import dev.tideline.benchmarks.shift.ShiftPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShiftFiguresTest {
    private static final int BEFORE = 100;
    private static final int UNTIL_RETRAINED = 100;
    private static final ShiftPlan PLAN =
            new ShiftPlan(800, BEFORE, UNTIL_RETRAINED + ShiftFigures.END, Alteration.EDGES, 0.5);

    @Test
    void everythingHoldsWhereTheErrorStartsARunThatMendsTheStreamAndForgetsNothing() {
        ShiftFigures figures = figures("error", true, 0.96, 780);

        assertThat(figures.checks()).hasSize(5).allMatch(Check::holds);
        assertThat(figures.phases())
                .extracting(Phase::name)
                .containsExactly("before the shift", "after it, version 1", "after it, version 2", "the last 600");
        assertThat(figures.phases().get(1).altered()).isEqualTo(new Share(25, 50));
        assertThat(figures.phases().get(1).ordinary()).isEqualTo(new Share(50, 50));
    }

    @Test
    void aStreamThatStaysMoreThanThreePointsBelowHasNotRecovered() {
        assertThat(broken(figures("error", true, 0.90, 780)))
                .containsExactly("accuracy on the stream recovers to within three points of before");
    }

    @Test
    void twoPointsLessOfTheOldKindAreTooMany() {
        assertThat(broken(figures("error", true, 0.96, 760)))
                .containsExactly("accuracy on the old kind falls by less than two points");
    }

    @Test
    void aRunForAnotherReasonIsNotTheErrors() {
        assertThat(broken(figures("labels", true, 0.96, 780)))
                .containsExactly(
                        "the reason error starts a run, after the shift and not before",
                        "a version that it made becomes production");
    }

    @Test
    void aCandidateThatIsKeptBackIsToldWithItsObjections() {
        ShiftFigures figures = figures("error", false, 0.96, 780);

        assertThat(broken(figures)).containsExactly("a version that it made becomes production");
        assertThat(figures.versionTable().toString()).contains("forgets");
    }

    @Test
    void theCurveHasTheShiftAndEachVersionMarked() {
        assertThat(ShiftChart.of(PLAN, answers(0.96)).marks())
                .extracting(mark -> mark.name() + " at " + (int) mark.x())
                .containsExactly("the shift at 100", "version 1 at 0", "version 2 at 200");
    }

    private static List<String> broken(ShiftFigures figures) {
        return figures.checks().stream()
                .filter(check -> !check.holds())
                .map(Check::what)
                .toList();
    }

    /** @param ordinary what version 2 gets right of 800 ordinary photos; version 1 gets 780 */
    private static ShiftFigures figures(String reason, boolean promoted, double end, int ordinary) {
        Verdict verdict = new Verdict(promoted, promoted ? List.of() : List.of("forgets"), "");
        SortedMap<Integer, Map<Kind, Share>> marks = new TreeMap<>(Map.of(
                1, Map.of(Kind.ORDINARY, new Share(780, 800), Kind.ALTERED, new Share(400, 800)),
                2, Map.of(Kind.ORDINARY, new Share(ordinary, 800), Kind.ALTERED, new Share(700, 800))));
        return ShiftFigures.of(
                PLAN,
                answers(end),
                List.of(
                        new Retraining("labels", "", 0, Optional.of(new Verdict(true, List.of(), "")), Optional.of(1)),
                        new Retraining(reason, "", BEFORE + 50, Optional.of(verdict), Optional.of(2))),
                marks,
                Map.of());
    }

    /** Version 1 gets nearly all ordinary photos and half of the altered ones; version 2 a share of both. */
    private static List<Answer> answers(double end) {
        List<Answer> answers = new ArrayList<>();
        for (int number = 0; number < PLAN.streamed(); number++) {
            Kind kind = number >= BEFORE && number % 2 == 1 ? Kind.ALTERED : Kind.ORDINARY;
            boolean retrained = number >= BEFORE + UNTIL_RETRAINED;
            boolean right = retrained
                    ? number % 100 < 100 * end
                    : kind == Kind.ORDINARY ? number % 50 != 48 || number >= BEFORE : number % 4 == 1;
            answers.add(new Answer(number, kind, right, retrained ? 2 : 1));
        }
        return answers;
    }
}
