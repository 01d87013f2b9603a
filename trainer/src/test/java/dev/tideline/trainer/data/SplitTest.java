package dev.tideline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final Split SPLIT = new Split(0.2, 0.1);

    @Test
    void theSharesHoldRoughly() {
        Map<Part, Long> counts = ids(20_000).stream().collect(Collectors.groupingBy(SPLIT::of, Collectors.counting()));

        assertThat(counts.get(Part.TRAIN) / 20_000.0).isCloseTo(0.7, within(0.02));
        assertThat(counts.get(Part.VALIDATION) / 20_000.0).isCloseTo(0.2, within(0.02));
        assertThat(counts.get(Part.TEST) / 20_000.0).isCloseTo(0.1, within(0.02));
    }

    /** The places are written down: another version of the program must not move a picture. */
    @Test
    void aPictureKeepsItsPlaceForEver() {
        assertThat(ids(8).stream().map(SPLIT::of))
                .containsExactly(
                        Part.TRAIN, Part.TRAIN, Part.TRAIN, Part.TRAIN, Part.TRAIN, Part.TRAIN, Part.TRAIN, Part.TEST);
    }

    @Test
    void aPicturesPlaceDoesNotDependOnTheOthers() {
        Function<List<Example>, Dataset> split = examples -> Dataset.split(List.of("a", "b"), examples, SPLIT);
        List<Example> all = IntStream.range(0, 500)
                .mapToObj(i -> new Example("picture-" + i, i % 2, () -> new byte[0]))
                .toList();

        Dataset whole = split.apply(all);
        Dataset half = split.apply(all.subList(0, 250));

        for (Part part : Part.values()) {
            assertThat(whole.part(part)).containsAll(half.part(part));
        }
    }

    @Test
    void aLargerTestSetTakesFromTheOthersAndGivesNothingBack() {
        Split larger = new Split(0.2, 0.3);

        assertThat(ids(2_000).stream().filter(id -> SPLIT.of(id) == Part.TEST))
                .allMatch(id -> larger.of(id) == Part.TEST);
    }

    @Test
    void sharesThatLeaveNothingToTrainOnAreRefused() {
        assertThatThrownBy(() -> new Split(0.6, 0.4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.6")
                .hasMessageContaining("0.4");
        assertThatThrownBy(() -> new Split(Double.NaN, 0.1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "picture-" + i).toList();
    }
}
