package dev.tideline.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads Avro values in Confluent's wire format, whoever wrote them.
 *
 * <p>With {@code specific.avro.reader=true} a record is read into the generated class of its schema's name, and older or
 * newer records are brought to that class's schema; otherwise it is a generic record with the schema that it was
 * written with. A top-level text is a {@code String}, top-level bytes are a {@code byte[]}, null stays null. Schemas are
 * remembered by id.
 *
 * <p>Thread-safe once configured. Errors: {@link SerializationException} for bad data (not this format, an id that the
 * registry does not know, cut short, bytes left over, a length that cannot be), {@link RegistryUnavailableException}
 * when no registry answers, which says nothing about the record,
 * {@link org.apache.kafka.common.errors.InvalidConfigurationException} when the registry refuses to say.
 *
 * @param <T> type of the values; the caller answers for it, as the records decide what they are
 */
public class AvroDeserializer<T> implements Deserializer<T> {
    private final ConcurrentMap<Integer, WireReader> readers = new ConcurrentHashMap<>();
    private SchemaRegistryClient registry;
    private boolean specific;
    private boolean keys;
    private final Class<?> expected;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroDeserializer() {
        this.expected = Object.class;
    }

    /**
     * For a topic whose values are all of one kind: any other is bad data.
     *
     * @param expected the generated class
     */
    public AvroDeserializer(Class<T> expected) {
        this.expected = expected;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        AvroSerdeConfig config = new AvroSerdeConfig(settings);
        registry = new SchemaRegistryClient(config);
        specific = config.getBoolean(AvroSerdeConfig.SPECIFIC_READER);
        keys = isKey;
    }

    @Override
    public T deserialize(String topic, byte[] record) {
        return record == null ? null : read(topic, ByteBuffer.wrap(record));
    }

    /** Kafka's consumer hands its own buffer here: a picture is not copied before it is decoded. */
    @Override
    public T deserialize(String topic, Headers headers, ByteBuffer record) {
        return record == null ? null : read(topic, record.slice());
    }

    @SuppressWarnings("unchecked")
    private T read(String topic, ByteBuffer record) {
        if (registry == null) {
            throw new IllegalStateException("This deserializer is not configured: call configure first.");
        }
        if (record.remaining() < WireFormat.HEADER_BYTES || record.get() != WireFormat.MAGIC) {
            throw new SerializationException("Unknown magic byte! A record of topic " + topic
                    + " is not in the schema registry's wire format (a zero byte, a schema id, Avro).");
        }
        int id = record.getInt();
        WireReader reader = reader(topic, id);
        Object value;
        try {
            value = reader.read(record);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro meets malformed data with many kinds of exception, from EOFException to IndexOutOfBounds, and with a
            // StackOverflowError where a schema that may hold itself is nested deeply.
            throw new SerializationException(
                    "A record of topic " + topic + " is no valid Avro of schema id " + id + ": " + e.getMessage(), e);
        }
        if (!expected.isInstance(value)) {
            throw new SerializationException("A record of topic " + topic + " is a "
                    + value.getClass().getSimpleName() + ", not a " + expected.getSimpleName() + ".");
        }
        return (T) value;
    }

    private WireReader reader(String topic, int id) {
        WireReader reader = readers.get(id);
        if (reader == null) {
            // Not computeIfAbsent: a slow registry would hold up readers of other schemas.
            Schema written = registry.byId(id, WireFormat.subject(topic, keys));
            reader = specific ? WireReader.specific(written) : WireReader.generic(written);
            readers.putIfAbsent(id, reader);
        }
        return reader;
    }
}
