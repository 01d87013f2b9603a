package dev.tideline.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void ticksAreRoundNumbersAboutHalfADozen() {
        assertThat(new Axis("pictures", 0, 4000, false).ticks()).containsExactly(0.0, 1000.0, 2000.0, 3000.0, 4000.0);
        assertThat(new Axis("accuracy", 0.4, 1, true).ticks().stream().map(new Axis("", 0, 1, true)::label))
                .containsExactly("40 %", "50 %", "60 %", "70 %", "80 %", "90 %", "100 %");
        assertThat(new Axis("seconds", 3, 61, false).ticks()).containsExactly(10.0, 20.0, 30.0, 40.0, 50.0, 60.0);
    }

    @Test
    void numbersHaveDecimalsOnlyWhereTheyNeedThem() {
        Axis axis = new Axis("seconds", 0, 2, false);

        assertThat(axis.label(0.5)).isEqualTo("0.5");
        assertThat(axis.label(3000)).isEqualTo("3,000");
    }

    @Test
    void anAxisWithoutLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Axis("seconds", 1, 1, false))
                .withMessageContaining("no length");
    }
}
