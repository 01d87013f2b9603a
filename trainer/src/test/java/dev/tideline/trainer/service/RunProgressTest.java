package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.trainer.operations.PhaseProgress;
import dev.tideline.trainer.operations.RunListener;
import dev.tideline.trainer.operations.RunPhase;
import dev.tideline.trainer.training.Evaluation;
import dev.tideline.trainer.training.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private static final long STEP = Duration.ofMillis(3).toNanos();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - STEP);
    private final StopSignal signal = new StopSignal();
    private final List<PhaseProgress> told = new ArrayList<>();
    private final RunProgress progress = new RunProgress(
            new RunListener() {
                @Override
                public void progress(PhaseProgress far) {
                    told.add(far);
                }
            },
            0,
            signal,
            new Pace(Duration.ofSeconds(1), now::get));

    @Test
    void progressIsToldAtMostOnceASecond() {
        for (int done = 1; done <= 1_000; done++) {
            progress.preparing(done, 1_000);
            now.addAndGet(STEP);
        }
        assertThat(told).extracting(PhaseProgress::done).containsExactly(1, 335, 669);
        assertThat(told).extracting(PhaseProgress::total).containsOnly(1_000);
    }

    @Test
    void phasesShareTheSecond() {
        progress.preparing(1, 1);
        progress.step(Phase.FEATURE_EXTRACTION, 1, 1, 2, new Evaluation(0.5, 0.75));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        progress.step(Phase.FEATURE_EXTRACTION, 1, 2, 2, new Evaluation(0.25, 0.875));

        assertThat(told)
                .containsExactly(
                        PhaseProgress.preparing(1, 1),
                        PhaseProgress.training(RunPhase.FEATURE_EXTRACTION, 1, 2, 2, new Evaluation(0.25, 0.875)));
        assertThat(told).extracting(PhaseProgress::epoch).containsExactly(OptionalInt.empty(), OptionalInt.of(1));
    }

    @Test
    void aRunThatIsCancelledEndsAtItsNextStep() {
        signal.give(Run.Outcome.CANCELLED, "enough");

        assertThatThrownBy(() -> progress.preparing(1, 2)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> progress.step(Phase.FINE_TUNING, 1, 1, 2, new Evaluation(0, 1)))
                .isInstanceOf(CancellationException.class);
        assertThat(told).isEmpty();
    }
}
