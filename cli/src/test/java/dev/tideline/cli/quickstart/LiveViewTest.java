package dev.tideline.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.model.store.Assessment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private final StreamLedger ledger = new StreamLedger();

    @Test
    void aVersionIsShownWithItsReasonItsFiguresAndTheVerdict() {
        ledger.made(3, Instant.EPOCH, "labels", Judged.REFUSED);

        assertThat(LiveView.details(ledger.standing(3)))
                .containsExactly(
                        "   version 3 is made",
                        "     reason    labels: 200 labels are new",
                        "     held out  75.0 % of 80 pictures are right; -2.5 (-8.1 to +2.9) points from production,"
                                + " with the 95 % interval",
                        "     verdict   kept back: labels_disagree",
                        "               The candidate is kept back: the labels disagree");
    }

    @Test
    void ofAnImportedVersionIsShownWhatIsKnown() {
        ledger.made(1, Instant.EPOCH, "import", Assessment.NONE);

        assertThat(LiveView.details(ledger.standing(1)))
                .containsExactly("   version 1 is made", "     reason    import");
    }

    @Test
    void theTableHasALineForEachVersion() {
        ledger.published("a", "cat");
        ledger.made(1, Instant.EPOCH, "labels", Judged.FIRST);
        ledger.made(2, Instant.EPOCH, "labels", Judged.REFUSED);
        ledger.predicted("a", "cat", 1);
        StringWriter screen = new StringWriter();

        ReportTable.print(
                QuickstartReport.of(ledger.figures(), new Audit(1, 0, 0, 0), Optional.empty(), Duration.ofMillis(1500)),
                ledger.figures().versions(),
                new PrintWriter(screen, true));

        assertThat(screen.toString())
                .containsSubsequence(
                        "VERSION  REASON   HELD OUT        DIFFERENCE             ON THE STREAM  PREDICTIONS  VERDICT",
                        "1        labels   90.0 % of 40    -                      100.0 %        1            promoted",
                        "2        labels   75.0 % of 80    -2.5 (-8.1 to +2.9)    -              0            kept back:"
                                + " labels_disagree",
                        "1 pictures: 1 predictions, 0 dead letters, 0 lost, 0 duplicated, in 1.5 s");
    }
}
