package dev.tideline.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.trainer.training.Evaluation;
import dev.tideline.trainer.training.TrainingReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureJsonTest {
    private static final TrainingReport REPORT = FinishedRun.report(List.of("cats", "dogs"), 3, 2);

    @TempDir
    private Path folder;

    @Test
    void theKeysAreThoseThatScriptsRelyOn() throws Exception {
        JsonNode json = written(REPORT);

        assertThat(json.get("layers").intValue()).isEqualTo(154);
        assertThat(json.at("/parameters/total").intValue()).isEqualTo(2_259_265);
        assertThat(json.at("/parameters/trainable/feature_extraction").intValue())
                .isEqualTo(1_281);
        assertThat(json.at("/parameters/trainable/fine_tuning").intValue()).isEqualTo(1_862_721);
        assertThat(json.at("/variables/trainable/feature_extraction").intValue())
                .isEqualTo(2);
        assertThat(json.at("/variables/trainable/fine_tuning").intValue()).isEqualTo(56);
        assertThat(json.at("/initial/loss").doubleValue()).isEqualTo(0.7);
        assertThat(json.at("/initial/accuracy").doubleValue()).isEqualTo(0.5);
        assertThat(json.at("/test/loss").doubleValue()).isEqualTo(0.21);
        assertThat(json.at("/test/accuracy").doubleValue()).isEqualTo(0.91);
        assertThat(json.at("/data/from_cache").intValue()).isEqualTo(4);
        assertThat(json.get("seconds").doubleValue()).isEqualTo(30);
    }

    @Test
    void everyEpochSaysItsPhaseAndFigures() throws Exception {
        JsonNode epochs = written(REPORT).get("epochs");

        assertThat(epochs).hasSize(5);
        assertThat(epochs.get(0).fieldNames())
                .toIterable()
                .containsExactly("phase", "epoch", "loss", "accuracy", "val_loss", "val_accuracy", "seconds");
        assertThat(epochs.findValuesAsText("phase"))
                .containsExactly(
                        "feature_extraction", "feature_extraction", "feature_extraction", "fine_tuning", "fine_tuning");
        assertThat(epochs.get(4).get("epoch").intValue()).isEqualTo(5);
    }

    @Test
    void aFigureThatThereIsNoneOfIsNull() throws Exception {
        Evaluation none = new Evaluation(Double.NaN, Double.NaN);
        TrainingReport untested = new TrainingReport(
                REPORT.network(), REPORT.data(), REPORT.initial(), REPORT.epochs(), REPORT.validation(), none, 2, 30);

        assertThat(written(untested).at("/test/accuracy").isNull()).isTrue();
    }

    @Test
    void anOlderFileIsReplacedAndNothingElseIsLeft() throws Exception {
        Files.writeString(folder.resolve("report.json"), "old");

        written(REPORT);

        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("report.json"));
    }

    private JsonNode written(TrainingReport report) throws Exception {
        Path file = folder.resolve("report.json");
        FigureJson.write(report, file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
