package dev.tideline.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static final Schema NOTHING = Schemas.parse(record(""));
    private static final Schema REQUIRED = Schemas.parse(record("{\"name\":\"a\",\"type\":\"int\"}"));
    private static final Schema OPTIONAL = Schemas.parse(record("{\"name\":\"a\",\"type\":\"int\",\"default\":0}"));

    @ParameterizedTest
    @CsvSource({
        "NONE, true",
        "BACKWARD, false",
        "BACKWARD_TRANSITIVE, false",
        "FORWARD, true",
        "FORWARD_TRANSITIVE, true",
        "FULL, false",
        "FULL_TRANSITIVE, false"
    })
    void aNewFieldWithoutADefaultCannotBeReadFromOldData(CompatibilityLevel level, boolean compatible) {
        assertThat(isCompatible(level, REQUIRED, NOTHING)).isEqualTo(compatible);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, true",
        "BACKWARD, true",
        "BACKWARD_TRANSITIVE, true",
        "FORWARD, false",
        "FORWARD_TRANSITIVE, false",
        "FULL, false",
        "FULL_TRANSITIVE, false"
    })
    void aFieldWithoutADefaultThatGoesCannotBeReadByOldReaders(CompatibilityLevel level, boolean compatible) {
        assertThat(isCompatible(level, NOTHING, REQUIRED)).isEqualTo(compatible);
    }

    @ParameterizedTest
    @CsvSource({"BACKWARD, true", "BACKWARD_TRANSITIVE, false", "FULL, true", "FULL_TRANSITIVE, false"})
    void onlyTransitiveLevelsLookFurtherBackThanTheNewestVersion(CompatibilityLevel level, boolean compatible) {
        assertThat(isCompatible(level, REQUIRED, NOTHING, OPTIONAL)).isEqualTo(compatible);
    }

    @ParameterizedTest
    @CsvSource({"FORWARD, true", "FORWARD_TRANSITIVE, false"})
    void onlyTransitiveForwardAsksEveryOldReader(CompatibilityLevel level, boolean compatible) {
        assertThat(isCompatible(level, NOTHING, REQUIRED, OPTIONAL)).isEqualTo(compatible);
    }

    @Test
    void aFirstVersionFitsEveryLevel() {
        for (CompatibilityLevel level : CompatibilityLevel.values()) {
            assertThat(isCompatible(level, REQUIRED)).isTrue();
        }
    }

    @Test
    void aFaultSaysWhereAndWhat() {
        assertThat(Compatibility.faults(CompatibilityLevel.BACKWARD, REQUIRED, List.of(NOTHING)))
                .singleElement()
                .asString()
                .contains("/fields/0", "READER_FIELD_MISSING_DEFAULT_VALUE");
    }

    private static boolean isCompatible(CompatibilityLevel level, Schema newSchema, Schema... earlier) {
        return Compatibility.faults(level, newSchema, List.of(earlier)).isEmpty();
    }

    private static String record(String field) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + field + "]}";
    }
}
