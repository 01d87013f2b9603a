package dev.tideline.trainer.testing;

import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Clients of a test, for records in Avro by their ids. */
public final class AvroClients {
    private AvroClients() {}

    public static <T extends SpecificRecord> KafkaProducer<String, T> producer(KafkaSettings kafka) {
        AvroSerializer<T> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        return new KafkaProducer<>(kafka.producer("test"), new StringSerializer(), serializer);
    }

    /** Nothing is assigned to it yet. */
    public static <T extends SpecificRecord> KafkaConsumer<String, T> consumer(KafkaSettings kafka) {
        AvroDeserializer<T> deserializer = new AvroDeserializer<>();
        deserializer.configure(kafka.serdes(), false);
        return new KafkaConsumer<>(kafka.consumer("test"), new StringDeserializer(), deserializer);
    }
}
