package dev.tideline.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SteadyRateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void theWarmUpAndWhatWasAnsweredWithItDoNotCount() {
        SteadyRate rate = new SteadyRate(100);
        rate.answered(10, 5 * SECOND);
        rate.answered(45, 30 * SECOND);
        rate.answered(20, 31 * SECOND);
        rate.answered(25, 32 * SECOND);

        assertThat(rate.picturesPerSecond()).isEqualTo(22.5);
    }

    @Test
    void itIsCompleteWithTheLastPicture() {
        SteadyRate rate = new SteadyRate(3);
        rate.answered(2, SECOND);
        assertThat(rate.isComplete()).isFalse();

        rate.answered(1, SECOND);
        assertThat(rate.isComplete()).isTrue();
    }

    @Test
    void picturesThatAreAllAnsweredAtOnceHaveNoRate() {
        SteadyRate rate = new SteadyRate(10);
        rate.answered(10, SECOND);

        assertThatIllegalStateException().isThrownBy(rate::picturesPerSecond).withMessageContaining("--pictures");
    }
}
