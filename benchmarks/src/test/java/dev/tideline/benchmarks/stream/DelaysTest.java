package dev.tideline.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DelaysTest {
    private static Sighting seenAfter(long millis) {
        return Sightings.at(1_000_000, millis);
    }

    @Test
    void aPercentileIsTheDelayThatThisShareStayedWithin() {
        Delays delays = new Delays();
        IntStream.rangeClosed(1, 100).mapToObj(DelaysTest::seenAfter).forEach(delays);

        assertThat(delays.percentiles()).isEqualTo(new Percentiles(50, 95, 99, 100));
    }

    @Test
    void oneSlowPictureAmongAHundredIsTheMaximumAndNotThe99thPercentile() {
        Delays delays = new Delays();
        IntStream.range(0, 99).mapToObj(i -> seenAfter(20)).forEach(delays);
        delays.accept(seenAfter(900));

        assertThat(delays.percentiles()).isEqualTo(new Percentiles(20, 20, 20, 900));
    }

    @Test
    void aClockThatWasSetBackGivesNoNegativeDelay() {
        assertThat(seenAfter(-3).delayMillis()).isZero();
    }
}
