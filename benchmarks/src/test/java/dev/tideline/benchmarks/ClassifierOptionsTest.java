package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ClassifierOptionsTest {
    @Command(name = "example")
    private static final class Example {
        @Mixin
        private ClassifierOptions classifier;
    }

    private static ClassifierOptions parse(String... arguments) {
        return CommandLine.populateCommand(new Example(), arguments).classifier;
    }

    @Test
    void settingsOfTheClassifierAndOfKafkaArePassedOn() {
        assertThat(parse("--setting", "classifier.batch.size=16", "--setting", "kafka.fetch.min.bytes=9")
                        .settings())
                .containsEntry("classifier.batch.size", "16")
                .containsEntry("kafka.fetch.min.bytes", "9");
    }

    @Test
    void aMisspelledSettingIsFoundBeforeTheBenchmarkRuns() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse("--setting", "classifier.batchsize=16").settings())
                .withMessageContaining("classifier.batchsize");
    }

    @Test
    void aWrongValueIsNamedWithItsKey() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(
                        () -> parse("--setting", "classifier.batch.size=many").settings())
                .withMessageContaining("classifier.batch.size");
    }
}
