package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PositiveIntegerTest {
    @Test
    void aWholeNumberFromOneOnIsRead() {
        assertThat(new PositiveInteger().convert("1")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "two", "1.5", "", "99999999999"})
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new PositiveInteger().convert(text))
                .withMessageContaining("\"" + text + "\"");
    }
}
