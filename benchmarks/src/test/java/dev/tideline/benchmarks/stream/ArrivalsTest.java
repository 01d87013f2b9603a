package dev.tideline.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final int COUNT = 20_000;

    private static long[] arrivals(double rate, long seed) {
        Arrivals arrivals = new Arrivals(rate, seed);
        return LongStream.generate(arrivals::next).limit(COUNT).toArray();
    }

    @Test
    void theyComeAtTheRateThatIsAskedFor() {
        double seconds = arrivals(250, 1)[COUNT - 1] / 1e9;

        assertThat(COUNT / seconds).isCloseTo(250, within(10.0));
    }

    @Test
    void gapsAreExponentialSoOneInEIsLongerThanTheMean() {
        long[] at = arrivals(1000, 2);
        long longer = LongStream.range(1, COUNT)
                .filter(i -> at[(int) i] - at[(int) i - 1] > 1_000_000)
                .count();

        assertThat((double) longer / COUNT).isCloseTo(1 / Math.E, within(0.02));
        assertThat(at).isSorted();
    }

    @Test
    void theSameSeedGivesTheSameArrivals() {
        assertThat(arrivals(100, 3)).isEqualTo(arrivals(100, 3)).isNotEqualTo(arrivals(100, 4));
    }
}
