package dev.tideline.classifier.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Optional<String> ALL = Optional.empty();
    private static final Optional<String> CORRUPT = Optional.of("corrupt");

    @Test
    void aRedriveOfAllGoesOnWhereTheLastOneOfAllStopped() {
        Progress progress = Progress.NONE.upTo(7, ALL);
        assertThat(progress.next(ALL)).isEqualTo(7);
        assertThat(progress.next(CORRUPT)).isEqualTo(7);
        assertThat(progress.isDone("corrupt", 6)).isTrue();
        assertThat(progress.isDone("corrupt", 7)).isFalse();
    }

    @Test
    void aRedriveOfOneReasonLeavesTheOthersToBeSent() {
        Progress progress = Progress.NONE.upTo(3, ALL).upTo(9, CORRUPT);
        assertThat(progress.isDone("corrupt", 8)).isTrue();
        assertThat(progress.isDone("too_large", 8)).isFalse();
        assertThat(progress.next(CORRUPT)).isEqualTo(9);
        assertThat(progress.next(ALL)).isEqualTo(3);
    }

    @Test
    void aReasonIsForgottenOnceAllAreAsFar() {
        Progress progress = Progress.NONE.upTo(9, CORRUPT).upTo(5, ALL);
        assertThat(progress).isEqualTo(new Progress(5, Map.of("corrupt", 9L)));
        assertThat(progress.upTo(9, ALL)).isEqualTo(new Progress(9, Map.of()));
    }

    @Test
    void progressBeyondTheEndIsThatOfATopicWhichIsGone() {
        Progress progress = new Progress(5, Map.of("corrupt", 9L));
        assertThat(progress.unlessBeyond(9)).isEqualTo(progress);
        assertThat(progress.unlessBeyond(8)).isEqualTo(Progress.NONE);
        assertThat(progress.unlessBeyond(4)).isEqualTo(Progress.NONE);
    }
}
