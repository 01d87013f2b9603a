package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ReportOptionTest {
    @TempDir
    Path folder;

    @Command(name = "example")
    private static final class Example {
        @Mixin
        private ReportOption report;
    }

    record Figures(double exactlyOnce, Spread spread) {}

    @Test
    void theFileHasTheFiguresAtItsRootInSnakeCaseAndTheMachine() throws IOException {
        Path file = folder.resolve("report.json");
        Example example = CommandLine.populateCommand(new Example(), "--report", file.toString());

        example.report.write(new Figures(12.5, Spread.of(1, 2, 3)));

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.get("exactly_once").asDouble()).isEqualTo(12.5);
        assertThat(json.at("/spread/median").asDouble()).isEqualTo(2);
        assertThat(json.at("/machine/cores").asInt()).isPositive();
    }

    @Test
    void nothingIsWrittenUnlessAskedFor() throws IOException {
        CommandLine.populateCommand(new Example()).report.write(new Figures(1, Spread.of(1)));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsFoundBeforeTheBenchmarkRuns() {
        Path file = folder.resolve("missing/report.json");

        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> CommandLine.populateCommand(new Example(), "--report", file.toString()))
                .withMessageContaining(file.toString());
        assertThat(Files.exists(file)).isFalse();
    }
}
