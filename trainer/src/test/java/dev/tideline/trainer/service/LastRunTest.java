package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastRunTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final SetPosition POSITION = SetPosition.of(Map.of(0, 7L));

    private final LastRun published = LastRun.NONE.published(POSITION, NOON);

    @Test
    void anEndThatIsLaterCountsAndWhatWasPublishedStays() {
        LastRun failed = LastRun.NONE.failed(NOON.plusSeconds(1));

        assertThat(published.withLaterEnd(failed)).isEqualTo(published.failed(NOON.plusSeconds(1)));
        assertThat(LastRun.NONE.withLaterEnd(failed)).isEqualTo(failed);
    }

    @Test
    void failuresAreCountedUntilARunEnds() {
        LastRun twice = published.failed(NOON.plusSeconds(1)).failed(NOON.plusSeconds(2));

        assertThat(twice.failures()).isEqualTo(2);
        assertThat(twice.ended()).contains(NOON);
        assertThat(twice.cancelled(NOON.plusSeconds(3)).failures()).isZero();
        assertThat(published.withLaterEnd(twice)).isEqualTo(twice);
    }

    @Test
    void anEndThatIsEarlierDoesNotCount() {
        assertThat(published.withLaterEnd(LastRun.NONE.failed(NOON.minusSeconds(1))))
                .isEqualTo(published);
        assertThat(published.withLaterEnd(LastRun.NONE)).isEqualTo(published);
    }
}
