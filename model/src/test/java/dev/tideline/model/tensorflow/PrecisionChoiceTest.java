package dev.tideline.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrecisionChoiceTest {
    private static final String KEY = "some.precision";

    private static PrecisionChoice read(String value, boolean cpuHasBfloat16) {
        return PrecisionChoice.read(Settings.of(Map.of(KEY, value)), KEY, PrecisionChoice.AUTO, cpuHasBfloat16);
    }

    @Test
    void bfloat16IsTakenWhereTheCpuHasIt() {
        assertThat(read("bfloat16", true)).isEqualTo(PrecisionChoice.BFLOAT16);
    }

    @Test
    void bfloat16IsRefusedByItsKeyWhereTheCpuHasNone() {
        assertThatThrownBy(() -> read("bfloat16", false))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(KEY)
                .hasMessageContaining("must be auto or float32");
    }

    @Test
    void whatEveryCpuHasIsTakenEverywhere() {
        assertThat(read("float32", false)).isEqualTo(PrecisionChoice.FLOAT32);
        assertThat(read("auto", false)).isEqualTo(PrecisionChoice.AUTO);
    }
}
