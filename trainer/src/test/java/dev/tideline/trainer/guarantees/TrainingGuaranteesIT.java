package dev.tideline.trainer.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small run in every build; the whole one with {@code -Dtideline.suite=full}. The seed is printed, and set with
 * {@code -Dtideline.suite.seed}.
 */
class TrainingGuaranteesIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void whateverIsKilledNoLabelIsLostAndWhoAsksForAVersionGetsOneWholeVersion() throws Exception {
        SuiteSettings settings = SuiteSettings.chosen();
        System.out.println("Training suite: " + settings);
        TrainingSuite.Outcome outcome = TrainingSuite.run(settings, folder);
        System.out.println("Training suite: " + outcome);

        assertThat(TrainingGuarantee.all()).allSatisfy(guarantee -> assertThat(guarantee.violations(outcome.evidence()))
                .as("violations of %s, seed %d", guarantee.getClass().getSimpleName(), settings.seed())
                .isEmpty());
        assertThat(outcome.interrupted())
                .as("strikes came in the middle of runs")
                .isPositive();
    }
}
