package dev.tideline.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Changes as records in the layout of Confluent's {@code _schemas} topic, so that its own registry can take the topic
 * over. A removed version is a tombstone; a header keeps its id, which Confluent's registry does not look at.
 */
final class ChangeFormat {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = "SCHEMA";
    private static final String CONFIG = "CONFIG";
    private static final String REMOVED_ID = "removed-id";

    private ChangeFormat() {}

    static ProducerRecord<String, String> toRecord(String topic, Change change) {
        if (change instanceof Change.VersionStored stored) {
            SchemaVersion version = stored.version();
            ObjectNode value = JSON.createObjectNode()
                    .put("subject", version.subject())
                    .put("version", version.version())
                    .put("id", version.id())
                    .put("schema", version.schema())
                    .put("deleted", version.deleted());
            return new ProducerRecord<>(topic, schemaKey(version.subject(), version.version()), value.toString());
        }
        if (change instanceof Change.VersionRemoved removed) {
            ProducerRecord<String, String> tombstone =
                    new ProducerRecord<>(topic, schemaKey(removed.subject(), removed.version()), null);
            tombstone.headers().add(REMOVED_ID, Integer.toString(removed.id()).getBytes(StandardCharsets.UTF_8));
            return tombstone;
        }
        if (change instanceof Change.LevelSet set) {
            ObjectNode value = JSON.createObjectNode()
                    .put("compatibilityLevel", set.level().name());
            return new ProducerRecord<>(topic, configKey(set.subject()), value.toString());
        }
        if (change instanceof Change.LevelCleared cleared) {
            return new ProducerRecord<>(topic, configKey(cleared.subject()), null);
        }
        throw new IllegalStateException("No format for " + change);
    }

    /** Empty for the kinds of record that Confluent's registry writes beside schemas and levels. */
    static Optional<Change> fromRecord(ConsumerRecord<String, String> record) {
        try {
            JsonNode key = JSON.readTree(record.key());
            return switch (key.path("keytype").asText()) {
                case SCHEMA -> Optional.of(schemaChange(key, record));
                case CONFIG -> Optional.of(configChange(key, record));
                default -> Optional.empty();
            };
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "Record " + record.offset() + " of topic " + record.topic() + " is no schema registry record: "
                            + e.getMessage() + ". Move the topic away and register the schemas again.",
                    e);
        }
    }

    private static Change schemaChange(JsonNode key, ConsumerRecord<String, String> record)
            throws JsonProcessingException {
        String subject = key.path("subject").asText();
        int version = key.path("version").asInt();
        if (record.value() == null) {
            Header id = record.headers().lastHeader(REMOVED_ID);
            int removed = id == null ? 0 : Integer.parseInt(new String(id.value(), StandardCharsets.UTF_8));
            return new Change.VersionRemoved(subject, version, removed);
        }
        JsonNode value = JSON.readTree(record.value());
        return new Change.VersionStored(new SchemaVersion(
                subject,
                version,
                value.path("id").asInt(),
                value.path("schema").asText(),
                value.path("deleted").asBoolean()));
    }

    private static Change configChange(JsonNode key, ConsumerRecord<String, String> record)
            throws JsonProcessingException {
        Optional<String> subject = Optional.ofNullable(key.path("subject").textValue());
        if (record.value() == null) {
            return new Change.LevelCleared(subject);
        }
        String level = JSON.readTree(record.value()).path("compatibilityLevel").asText();
        return new Change.LevelSet(subject, CompatibilityLevel.valueOf(level));
    }

    private static String schemaKey(String subject, int version) {
        return JSON.createObjectNode()
                .put("keytype", SCHEMA)
                .put("subject", subject)
                .put("version", version)
                .put("magic", 1)
                .toString();
    }

    private static String configKey(Optional<String> subject) {
        return JSON.createObjectNode()
                .put("keytype", CONFIG)
                .put("subject", subject.orElse(null))
                .put("magic", 0)
                .toString();
    }
}
