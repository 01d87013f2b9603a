package dev.tideline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FisherTestTest {
    /** The first is Fisher's lady tasting tea, who took one of four cups for another kind: (1 + 16) / 70. */
    @ParameterizedTest
    @CsvSource({"1, 4, 3, 4, 0.242857142857", "0, 4, 4, 4, 0.014285714286", "4, 4, 0, 4, 1", "0, 3, 0, 5, 1"})
    void tailsAreThoseOfDrawingByLot(int right, int pictures, int otherRight, int otherPictures, double probability) {
        assertThat(FisherTest.probabilityOfAtMost(right, pictures, otherRight, otherPictures))
                .isCloseTo(probability, within(1e-11));
    }

    @Test
    void manyPicturesNeitherOverflowNorVanish() {
        assertThat(FisherTest.probabilityOfAtMost(4_500, 5_000, 4_500, 5_000)).isBetween(0.5, 0.53);
        assertThat(FisherTest.probabilityOfAtMost(4_300, 5_000, 4_500, 5_000)).isBetween(1e-11, 1e-8);
    }
}
