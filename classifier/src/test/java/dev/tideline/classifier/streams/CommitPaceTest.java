package dev.tideline.classifier.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long INTERVAL = 100_000_000;

    /** Near the end of what nanoTime counts to, where a comparison instead of a difference goes wrong. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - INTERVAL / 2);

    private final CommitPace pace = new CommitPace(Duration.ofNanos(INTERVAL), clock::get);

    @Test
    void aCommitIsDueAnIntervalAfterTheFirstPictureThatItTakes() {
        long since = pace.now();

        clock.addAndGet(INTERVAL - 1);
        assertThat(pace.isDue(since)).isFalse();
        clock.incrementAndGet();
        assertThat(pace.isDue(since)).isTrue();
    }

    @Test
    void noCommitIsDueUntilNoPictureHasWaitedForAnInterval() {
        long since = pace.now();
        clock.addAndGet(2 * INTERVAL);
        pace.pictureWaits();

        clock.addAndGet(INTERVAL - 1);
        assertThat(pace.isDue(since)).isFalse();
        clock.incrementAndGet();
        assertThat(pace.isDue(since)).isTrue();
    }
}
