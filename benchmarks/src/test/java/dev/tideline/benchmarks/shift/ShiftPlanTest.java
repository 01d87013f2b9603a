package dev.tideline.benchmarks.shift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShiftPlanTest {
    @Test
    void noPhotoIsAlteredBeforeTheShiftAndSoManyAreAfterIt() {
        ShiftPlan plan = new ShiftPlan(10, 5, 20, Alteration.EDGES, 0.6);

        List<Kind> kinds =
                IntStream.range(0, plan.streamed()).mapToObj(plan::kind).toList();

        assertThat(kinds).hasSize(25);
        assertThat(kinds.subList(0, 5)).containsOnly(Kind.ORDINARY);
        assertThat(kinds.subList(5, 25)).filteredOn(Kind.ALTERED::equals).hasSize(12);
        assertThat(kinds.subList(5, 15)).filteredOn(Kind.ALTERED::equals).hasSize(6);
    }

    @Test
    void allOrNoneMayBeAltered() {
        assertThat(new ShiftPlan(1, 0, 1, Alteration.EDGES, 1).kind(0)).isEqualTo(Kind.ALTERED);
        assertThat(new ShiftPlan(1, 0, 1, Alteration.EDGES, 0).kind(0)).isEqualTo(Kind.ORDINARY);
    }
}
