package dev.tideline.classifier.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration TICK = Duration.ofNanos(1);

    /** Near the end of what nanoTime counts to, where a comparison instead of a difference goes wrong. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - INTERVAL.toNanos() / 2);

    private final CommitPace pace = new CommitPace(INTERVAL, clock::get);
    private final long since = pace.now();

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /** Pictures wait, with as long as may be between two of them. */
    private void picturesWaitFor(Duration time) {
        pace.pictureWaits();
        Duration left = time;
        while (!left.isZero()) {
            Duration step = left.compareTo(CommitPace.RESPITE) < 0 ? left : CommitPace.RESPITE.minus(TICK);
            pass(step);
            pace.pictureWaits();
            left = left.minus(step);
        }
    }

    @Test
    void aCommitIsDueAnIntervalAfterTheFirstPictureThatItTakes() {
        pass(INTERVAL.minus(TICK));
        assertThat(pace.isDue(since)).isFalse();
        pass(TICK);
        assertThat(pace.isDue(since)).isTrue();
    }

    @Test
    void aRushOfPicturesHoldsNoCommitBack() {
        picturesWaitFor(CommitPace.BACKLOG.minus(TICK));

        assertThat(pace.isDue(since)).isTrue();
    }

    @Test
    void behindABacklogNoCommitIsDueUntilNoPictureHasWaitedForAWhile() {
        picturesWaitFor(CommitPace.BACKLOG);
        assertThat(pace.isDue(since)).isFalse();

        pass(CommitPace.RESPITE.minus(TICK));
        assertThat(pace.isDue(since)).isFalse();
        pass(TICK);
        assertThat(pace.isDue(since)).isTrue();
    }

    @Test
    void rushesThatAreFarApartAreNoBacklog() {
        for (int rush = 0; rush < 10; rush++) {
            pace.pictureWaits();
            pass(CommitPace.RESPITE);
        }
        pace.pictureWaits();

        assertThat(pace.isDue(since)).isTrue();
    }
}
