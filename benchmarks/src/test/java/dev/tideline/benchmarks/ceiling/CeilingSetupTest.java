package dev.tideline.benchmarks.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class CeilingSetupTest {
    private final CeilingSetup.Converter converter = new CeilingSetup.Converter();

    @Test
    void whatIsPrintedCanBeGivenBack() {
        CeilingSetup setup = new CeilingSetup(CeilingPlan.OWN_BATCHES_ON_OWN_CORES, 4);

        assertThat(converter.convert(setup.toString())).isEqualTo(setup);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pipeline", "pipeline:", "pipeline:many", "pipeline:-1", "pipe:16", ":"})
    void anythingElseIsRefusedWithAnExampleAndThePlans(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> converter.convert(text))
                .withMessageContaining("pipeline:16")
                .withMessageContaining("own_batches");
    }
}
