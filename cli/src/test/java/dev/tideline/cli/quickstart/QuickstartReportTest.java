package dev.tideline.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.cli.options.CommandFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartReportTest {
    @TempDir
    Path folder;

    @Test
    void theJsonHasTheNamesOfTheDesign() throws Exception {
        Path file = folder.resolve("report.json");

        report(new Audit(2, 1, 0, 0)).write(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "images", "predictions", "dead_letters", "lost", "duplicated", "models", "seconds");
        assertThat(json.at("/models/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "version", "reason", "promoted", "holdout_accuracy", "accuracy_on_stream", "predictions");
        assertThat(json.at("/models/0/holdout_accuracy").asDouble()).isEqualTo(0.9);
        assertThat(json.at("/models/0/accuracy_on_stream").asDouble()).isEqualTo(1.0);
        assertThat(json.get("seconds").asDouble()).isEqualTo(1.5);
    }

    @Test
    void aLostOrDoubledPictureSpoilsTheReport() {
        assertThat(report(new Audit(2, 1, 0, 0)).hasOneAnswerForEach()).isTrue();
        assertThat(report(new Audit(1, 1, 1, 0)).hasOneAnswerForEach()).isFalse();
        assertThat(report(new Audit(3, 1, 0, 1)).hasOneAnswerForEach()).isFalse();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        Path nowhere = folder.resolve("no/such/folder/report.json");

        assertThatThrownBy(() -> report(new Audit(0, 0, 0, 0)).write(nowhere))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining(nowhere.toString());
    }

    private static QuickstartReport report(Audit audit) {
        StreamLedger ledger = new StreamLedger();
        ledger.published("a", "cat");
        ledger.made(1, Instant.EPOCH, "labels", Optional.of(0.9));
        ledger.predicted("a", "cat", 1);
        return QuickstartReport.of(ledger.figures(), audit, Duration.ofMillis(1500));
    }
}
