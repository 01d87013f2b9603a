package dev.tideline.embedded.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What the REST API answers, field by field as Confluent's clients read it. */
final class Answers {
    private Answers() {}

    record Fault(@JsonProperty("error_code") int code, String message) {}

    record Id(int id) {}

    record SchemaText(String schema) {}

    record Version(String subject, int version, int id, String schema) {
        static Version of(SchemaVersion version) {
            return new Version(version.subject(), version.version(), version.id(), version.schema());
        }
    }

    record SubjectVersion(String subject, int version) {
        static SubjectVersion of(SchemaVersion version) {
            return new SubjectVersion(version.subject(), version.version());
        }
    }

    record Level(CompatibilityLevel compatibilityLevel) {}

    record LevelUpdate(CompatibilityLevel compatibility) {}

    record Mode(String mode) {}

    record Compatible(@JsonProperty("is_compatible") boolean compatible) {}

    record CompatibleWithReasons(@JsonProperty("is_compatible") boolean compatible, List<String> messages) {}
}
