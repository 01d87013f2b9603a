package dev.tideline.classifier.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small run in every build; the whole one with {@code -Dtideline.suite=full}. The seed is printed, and set with
 * {@code -Dtideline.suite.seed}.
 */
class ProcessingGuaranteesIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void whateverIsKilledEachPictureIsAnsweredOnceInOrderByTheVersionThatItNames() throws Exception {
        SuiteSettings settings = SuiteSettings.chosen();
        System.out.println("Processing suite: " + settings);
        ProcessingSuite.Outcome outcome = ProcessingSuite.run(settings, folder);
        System.out.println("Processing suite: " + outcome);

        assertThat(ProcessingGuarantee.all())
                .allSatisfy(guarantee -> assertThat(guarantee.violations(outcome.evidence()))
                        .as("violations of %s, seed %d", guarantee.getClass().getSimpleName(), settings.seed())
                        .isEmpty());
        assertThat(outcome.endedByThemselves())
                .as("classifiers that did not outlive the broker's restart")
                .isEmpty();
        assertThat(outcome.unanswered())
                .as("the kills came in the middle of the stream")
                .isPositive();
        assertThat(outcome.versions()).as("models were swapped").isGreaterThan(1);
    }
}
