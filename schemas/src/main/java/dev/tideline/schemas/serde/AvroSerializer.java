package dev.tideline.schemas.serde;

import dev.tideline.schemas.serde.SchemaRegistryClient.RegisteredSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes Avro values in Confluent's wire format, under the subject {@code {topic}-value} or {@code {topic}-key}.
 *
 * <p>Values are records (generated or generic), booleans, numbers, texts and bytes; null stays null. By default the
 * schema of a value is registered when it is first written; with {@code auto.register.schemas=false} it must be there
 * already, and with {@code use.latest.version=true} too the value is written with the subject's latest schema. Ids are
 * remembered, so the registry is asked once for a schema.
 *
 * <p>Thread-safe once configured. Errors: {@link org.apache.kafka.common.errors.SerializationException} for a value
 * that cannot be written, {@link RegistryUnavailableException} when no registry answers,
 * {@link org.apache.kafka.common.errors.InvalidConfigurationException} when it refuses, for example an incompatible
 * schema.
 *
 * @param <T> type of the values
 */
public class AvroSerializer<T> implements Serializer<T> {
    private final ConcurrentMap<Target, WireWriter> writers = new ConcurrentHashMap<>();
    private AvroSerdeConfig config;
    private SchemaRegistryClient registry;
    private boolean keys;

    /** What a writer depends on: generated and generic records of one schema are encoded differently. */
    private record Target(String subject, Schema schema, boolean specific) {}

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerializer() {}

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        config = new AvroSerdeConfig(settings);
        registry = new SchemaRegistryClient(config);
        keys = isKey;
    }

    @Override
    public byte[] serialize(String topic, T value) {
        if (value == null) {
            return null;
        }
        if (config == null) {
            throw new IllegalStateException("This serializer is not configured: call configure first.");
        }
        Target target = new Target(
                WireFormat.subject(topic, keys), WireFormat.schemaOf(value), value instanceof SpecificRecord);
        WireWriter writer = writers.get(target);
        if (writer == null) {
            // Not computeIfAbsent: a slow registry would hold up writers of other subjects.
            writer = newWriter(target);
            writers.putIfAbsent(target, writer);
        }
        return writer.write(value);
    }

    private WireWriter newWriter(Target target) {
        if (config.getBoolean(AvroSerdeConfig.AUTO_REGISTER)) {
            int id = registry.register(target.subject(), target.schema());
            return WireWriter.of(id, target.schema(), target.specific());
        }
        if (config.getBoolean(AvroSerdeConfig.USE_LATEST)) {
            RegisteredSchema latest = registry.latest(target.subject());
            return WireWriter.projecting(latest.id(), target.schema(), latest.schema(), target.specific());
        }
        int id = registry.idOf(target.subject(), target.schema());
        return WireWriter.of(id, target.schema(), target.specific());
    }
}
