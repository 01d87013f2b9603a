package dev.tideline.schemas.testing;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What {@link Confluent} runs behind its wall: there, the Avro and Kafka names of this file mean the classes of
 * Confluent's jar. Only the JDK's types cross the wall.
 */
public final class ConfluentSide {
    private ConfluentSide() {}

    /** Turns plain Avro into a value and writes it with Confluent's serializer. */
    public static byte[] write(Map<String, Object> settings, String topic, String schema, byte[] avro)
            throws IOException, ReflectiveOperationException {
        GenericDatumReader<Object> reader = new GenericDatumReader<>(new Schema.Parser().parse(schema));
        Object value = reader.read(null, DecoderFactory.get().binaryDecoder(avro, null));
        try (Serializer<Object> serializer = instance("KafkaAvroSerializer", Serializer.class)) {
            serializer.configure(settings, false);
            return serializer.serialize(topic, value);
        }
    }

    /** Reads a record with Confluent's deserializer; gives the value's class and text. */
    public static String read(Map<String, Object> settings, String topic, byte[] record)
            throws ReflectiveOperationException {
        try (Deserializer<Object> deserializer = instance("KafkaAvroDeserializer", Deserializer.class)) {
            deserializer.configure(settings, false);
            Object value = deserializer.deserialize(topic, record);
            return value.getClass().getName() + " " + value;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T instance(String name, Class<?> type) throws ReflectiveOperationException {
        Class<?> theirs = Class.forName("io.confluent.kafka.serializers." + name);
        return (T) type.cast(theirs.getConstructor().newInstance());
    }
}
