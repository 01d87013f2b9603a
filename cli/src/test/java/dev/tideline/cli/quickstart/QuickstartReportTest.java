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
                        "images",
                        "predictions",
                        "dead_letters",
                        "lost",
                        "duplicated",
                        "models",
                        "mislabelled",
                        "seconds");
        assertThat(json.at("/models/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "version",
                        "reason",
                        "reason_message",
                        "promoted",
                        "holdout_accuracy",
                        "holdout_pictures",
                        "holdout_difference",
                        "holdout_difference_low",
                        "holdout_difference_high",
                        "verdict",
                        "objections",
                        "accuracy_on_stream",
                        "predictions");
        assertThat(json.at("/models/0/holdout_accuracy").asDouble()).isEqualTo(0.9);
        assertThat(json.at("/models/0/accuracy_on_stream").asDouble()).isEqualTo(1.0);
        assertThat(json.get("mislabelled").isNull()).isTrue();
        assertThat(json.get("seconds").asDouble()).isEqualTo(1.5);
    }

    @Test
    void theJsonTellsOfARefusedVersionWhatSpokeAgainstItAndThatTheStreamWentOn() {
        StreamLedger ledger = new StreamLedger();
        ledger.made(3, Instant.EPOCH, "labels", Judged.REFUSED);
        Mislabelled mislabelled = Mislabelled.of(201, ledger.standing(3), 0.97, 0.98);
        QuickstartReport report = QuickstartReport.of(
                ledger.figures(), new Audit(0, 0, 0, 0), Optional.of(mislabelled), Duration.ofSeconds(1));

        JsonNode json = new ObjectMapper().valueToTree(report);

        assertThat(json.at("/models/0/objections")).extracting(JsonNode::asText).containsExactly("labels_disagree");
        assertThat(json.at("/models/0/verdict").asText()).isEqualTo("The candidate is kept back: the labels disagree");
        assertThat(json.at("/models/0/reason_message").asText()).isEqualTo("200 labels are new");
        assertThat(json.at("/models/0/holdout_difference_high").asDouble()).isEqualTo(0.029);
        assertThat(json.at("/models/0/holdout_pictures").asInt()).isEqualTo(80);
        assertThat(json.get("mislabelled").toString())
                .isEqualTo("{\"labels\":201,\"wrong\":101,\"version\":3,\"promoted\":false,"
                        + "\"accuracy_before\":0.97,\"accuracy_after\":0.98}");
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
        ledger.made(1, Instant.EPOCH, "labels", Judged.FIRST);
        ledger.predicted("a", "cat", 1);
        return QuickstartReport.of(ledger.figures(), audit, Optional.empty(), Duration.ofMillis(1500));
    }
}
