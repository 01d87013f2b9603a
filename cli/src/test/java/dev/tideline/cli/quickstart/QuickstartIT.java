package dev.tideline.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartIT {
    private final StringWriter screen = new StringWriter();

    @Test
    void everyDrawnPictureIsClassifiedOnceAndASecondVersionTakesOver(@TempDir Path folder) throws Exception {
        QuickstartPlan plan = new QuickstartPlan(
                Optional.empty(),
                Optional.of(120),
                0,
                "none",
                Optional.of(folder),
                Optional.of(0),
                Optional.of(0),
                Map.of("trainer.fine.tuning.epochs", "1", "trainer.min.pictures.per.class", "2"));

        QuickstartReport report;
        try (QuickstartSession session = new QuickstartSession(plan, new PrintWriter(screen, true), false)) {
            report = session.run();
        }

        assertThat(report.images()).isEqualTo(120);
        assertThat(report.predictions()).isEqualTo(120);
        assertThat(report.hasOneAnswerForEach()).isTrue();
        assertThat(report.models()).hasSize(2);
        assertThat(report.models().get(0).promoted()).isTrue();
        assertThat(screen.toString())
                .contains("which Tideline has drawn itself")
                .contains("Weights:  random")
                .contains("0 lost, 0 duplicated");
    }
}
