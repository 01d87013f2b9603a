package dev.tideline.classifier.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareTimeTest {
    private long now;
    private boolean idle = true;
    private final SpareTime spareTime = new SpareTime(() -> idle, () -> now);

    private boolean lookAfter(Duration time) {
        now += time.toNanos();
        return spareTime.look();
    }

    private boolean look() {
        return lookAfter(SpareTime.BETWEEN_LOOKS);
    }

    private List<Boolean> look(int times) {
        List<Boolean> looks = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            looks.add(look());
        }
        return looks;
    }

    @Test
    void thereIsTimeOnceProductionHasBeenIdleForHalfOfTheLooks() {
        assertThat(look(SpareTime.LOOKS / 2 - 1)).containsOnly(false);
        assertThat(look(SpareTime.LOOKS)).containsOnly(true);
    }

    @Test
    void thereIsNoneWhileProductionIsBusy() {
        look(SpareTime.LOOKS);
        idle = false;
        assertThat(look()).isFalse();
    }

    @Test
    void theMomentsInWhichAFullLoadRunsEmptyAreNoSpareTime() {
        for (int commit = 0; commit < 50; commit++) {
            idle = false;
            assertThat(look(16)).containsOnly(false);
            idle = true;
            assertThat(look(4)).containsOnly(false);
        }
    }

    @Test
    void halfALoadLeavesTime() {
        List<Boolean> looks = new ArrayList<>();
        for (int picture = 0; picture < 50; picture++) {
            idle = false;
            looks.addAll(look(3));
            idle = true;
            looks.addAll(look(4));
        }
        assertThat(looks).contains(true);
    }

    @Test
    void timeInWhichNobodyLookedCountsAsBusy() {
        look(SpareTime.LOOKS);
        assertThat(lookAfter(Duration.ofSeconds(1))).isFalse();
        assertThat(look(SpareTime.LOOKS / 2 - 2)).containsOnly(false);
        assertThat(look()).isTrue();
    }
}
