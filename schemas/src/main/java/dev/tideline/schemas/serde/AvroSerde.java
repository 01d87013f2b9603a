package dev.tideline.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Generated Avro records in Confluent's wire format, for Kafka Streams: an {@link AvroSerializer} and an
 * {@link AvroDeserializer} that always reads into generated classes. Thread-safe once configured.
 *
 * @param <T> the generated class
 */
public class AvroSerde<T extends SpecificRecord> implements Serde<T> {
    private final AvroSerializer<T> serializer = new AvroSerializer<>();
    private final AvroDeserializer<T> deserializer;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerde() {
        this.deserializer = new AvroDeserializer<>();
    }

    private AvroSerde(Class<T> type) {
        this.deserializer = new AvroDeserializer<>(type);
    }

    /** A configured serde for a topic whose values are all of one kind: reading any other fails as bad data does. */
    public static <T extends SpecificRecord> AvroSerde<T> ofValues(Class<T> type, Map<String, ?> settings) {
        AvroSerde<T> serde = new AvroSerde<>(type);
        serde.configure(settings, false);
        return serde;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        Map<String, Object> specific = new HashMap<>(settings);
        specific.put(AvroSerdeConfig.SPECIFIC_READER, true);
        serializer.configure(specific, isKey);
        deserializer.configure(specific, isKey);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }
}
