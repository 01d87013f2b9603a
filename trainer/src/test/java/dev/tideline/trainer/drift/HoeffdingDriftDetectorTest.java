package dev.tideline.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoeffdingDriftDetectorTest {
    private static final double CONFIDENCE = 0.001;

    private final Random random = new Random(20151);

    @Test
    void itFindsWhatTheDefinitionSays() {
        int found = 0;
        for (int stream = 0; stream < 40; stream++) {
            double error = random.nextDouble() / 2;
            List<Boolean> outcomes = outcomes(100, error);
            outcomes.addAll(outcomes(100, error + random.nextDouble() / 2));
            outcomes.addAll(outcomes(100, random.nextDouble()));

            List<Optional<ErrorRise>> rises = rises(outcomes);
            assertThat(rises).isEqualTo(byDefinition(outcomes));
            found += rises.stream().filter(Optional::isPresent).count();
        }
        assertThat(found).isPositive();
    }

    /** At the expected shares 21 tests after the step are enough: 0.45 · 21 / 221 is above sqrt(21 / (400 · 221) · ln 2000). */
    @Test
    void itFindsAStepAsSoonAsTheBoundAllows() {
        List<Integer> found = new ArrayList<>();
        for (int stream = 0; stream < 200; stream++) {
            HoeffdingDriftDetector detector = new HoeffdingDriftDetector(CONFIDENCE);
            assertThat(firstRise(detector, outcomes(200, 0.05))).isEmpty();
            found.add(firstRise(detector, outcomes(200, 0.5)).orElseThrow() + 1);
        }
        found.sort(null);
        assertThat(found.get(found.size() / 2)).isBetween(15, 27);
    }

    @Test
    void aRiseSaysFromWhatToWhat() {
        HoeffdingDriftDetector detector = new HoeffdingDriftDetector(CONFIDENCE);
        firstRise(detector, outcomes(100, 0));
        List<ErrorRise> rises = new ArrayList<>();
        outcomes(10, 1).forEach(wrong -> detector.add(wrong).ifPresent(rises::add));
        // 4 of 104 is the first share of wrong ones that is not below sqrt(4 / (2 · 100 · 104) · ln 2000) = 0.0382.
        assertThat(rises).containsExactly(new ErrorRise(new ErrorRate(100, 0), new ErrorRate(4, 4)));
    }

    @Test
    void itSeldomFindsARiseWhereThereIsNone() {
        int streams = 0;
        int alarms = 0;
        for (double error : new double[] {0.02, 0.1, 0.3, 0.5}) {
            for (int stream = 0; stream < 500; stream++) {
                streams++;
                alarms += firstRise(new HoeffdingDriftDetector(CONFIDENCE), outcomes(1000, error))
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        assertThat((double) alarms / streams).isLessThan(0.05);
    }

    @Test
    void anErrorThatFallsIsNoAlarm() {
        List<Boolean> outcomes = outcomes(200, 0.6);
        outcomes.addAll(outcomes(200, 0.1));
        assertThat(rises(outcomes)).allMatch(Optional::isEmpty);
    }

    @Test
    void afterARiseTheNewErrorIsTheUsualOne() {
        List<Boolean> outcomes = outcomes(100, 0);
        outcomes.addAll(outcomes(500, 1));
        assertThat(rises(outcomes).stream().filter(Optional::isPresent)).hasSize(1);
    }

    @Test
    void aConfidenceThatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> new HoeffdingDriftDetector(0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> new HoeffdingDriftDetector(1)).hasMessageContaining("1.0");
    }

    private List<Boolean> outcomes(int count, double error) {
        List<Boolean> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outcomes.add(random.nextDouble() < error);
        }
        return outcomes;
    }

    private static List<Optional<ErrorRise>> rises(List<Boolean> outcomes) {
        HoeffdingDriftDetector detector = new HoeffdingDriftDetector(CONFIDENCE);
        return outcomes.stream().map(detector::add).toList();
    }

    /** Place of the outcome that first shows a rise. */
    private static OptionalInt firstRise(HoeffdingDriftDetector detector, List<Boolean> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            if (detector.add(outcomes.get(i)).isPresent()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Looks at all cuts of all outcomes since the last rise, each time anew. */
    private static List<Optional<ErrorRise>> byDefinition(List<Boolean> outcomes) {
        List<Optional<ErrorRise>> rises = new ArrayList<>();
        int begin = 0;
        for (int end = 1; end <= outcomes.size(); end++) {
            List<Boolean> all = outcomes.subList(begin, end);
            int cut = cut(all);
            Optional<ErrorRise> rise = hasRisen(all, cut)
                    ? Optional.of(new ErrorRise(
                            new ErrorRate(cut, wrong(all.subList(0, cut))),
                            new ErrorRate(all.size() - cut, wrong(all.subList(cut, all.size())))))
                    : Optional.empty();
            begin = rise.isPresent() ? end : begin;
            rises.add(rise);
        }
        return rises;
    }

    private static int cut(List<Boolean> all) {
        int cut = 1;
        for (int n = 2; n <= all.size(); n++) {
            if (upperBound(all.subList(0, n)) <= upperBound(all.subList(0, cut))) {
                cut = n;
            }
        }
        return cut;
    }

    private static double upperBound(List<Boolean> outcomes) {
        return mean(outcomes) + Math.sqrt(Math.log(1 / CONFIDENCE) / (2.0 * outcomes.size()));
    }

    private static boolean hasRisen(List<Boolean> all, int cut) {
        double since = all.size() - cut;
        double bound = Math.sqrt(since / (2.0 * cut * all.size()) * Math.log(2 / CONFIDENCE));
        return since > 0 && mean(all) - mean(all.subList(0, cut)) >= bound;
    }

    private static double mean(List<Boolean> outcomes) {
        return (double) wrong(outcomes) / outcomes.size();
    }

    private static int wrong(List<Boolean> outcomes) {
        return (int) outcomes.stream().filter(wrong -> wrong).count();
    }
}
