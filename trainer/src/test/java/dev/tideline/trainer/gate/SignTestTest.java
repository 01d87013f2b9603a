package dev.tideline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignTestTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, 0.5", "3, 0, 0.125", "5, 1, 0.109375", "8, 2, 0.0546875", "1, 1, 0.75"})
    void tailsAreThoseOfFairTosses(int losses, int wins, double probability) {
        assertThat(SignTest.probabilityOfAtLeast(losses, wins)).isCloseTo(probability, within(1e-12));
    }

    @Test
    void manyTossesNeitherOverflowNorVanish() {
        assertThat(SignTest.probabilityOfAtLeast(5_000, 5_000)).isBetween(0.5, 0.51);
        assertThat(SignTest.probabilityOfAtLeast(5_500, 4_500)).isBetween(1e-26, 1e-20);
    }
}
