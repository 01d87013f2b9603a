package dev.tideline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedDifferenceTest {
    /**
     * The first is of Altman and others, Statistics with Confidence, 2000, table 6.2; the second of Fagerland and others,
     * Statistical Analysis of Contingency Tables, 2017, chapter 8 (Cavo's trial).
     */
    @ParameterizedTest
    @CsvSource({"14, 5, 0, 22, 0.1220, 0.0115, 0.2265", "59, 6, 16, 80, -0.0621, -0.1186, -0.0046"})
    void intervalsAreThoseOfTheBooks(
            int both, int wins, int losses, int neither, double estimate, double low, double high) {
        PairedDifference difference = PairedDifference.of(both, wins, losses, neither);

        assertThat(difference.estimate()).isCloseTo(estimate, within(5e-5));
        assertThat(difference.low()).isCloseTo(low, within(5e-5));
        assertThat(difference.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void fewPicturesSayLittleThoughTheyAllAgree() {
        PairedDifference none = PairedDifference.of(40, 0, 0, 0);
        assertThat(none.low()).isCloseTo(-0.0876, within(5e-5));
        assertThat(none.high()).isCloseTo(0.0876, within(5e-5));
        PairedDifference single = PairedDifference.of(0, 0, 1, 0);
        assertThat(single.estimate()).isEqualTo(-1);
        assertThat(single.low()).isEqualTo(-1);
        assertThat(single.high()).isPositive();
    }

    @Test
    void itReadsAsPoints() {
        assertThat(PairedDifference.of(14, 5, 0, 22)).hasToString("+12.2 points (95 % interval +1.1 to +22.6)");
    }
}
