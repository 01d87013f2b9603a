package dev.tideline.classifier;

import dev.tideline.schemas.Topic;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a read_committed consumer sees on a topic of one partition, from the beginning. */
final class TopicTail<T extends SpecificRecord> implements AutoCloseable {
    private final KafkaConsumer<String, T> consumer;
    private final List<String> keys = new ArrayList<>();
    private final List<T> values = new ArrayList<>();

    TopicTail(KafkaSettings kafka, Topic topic) {
        AvroDeserializer<T> deserializer = new AvroDeserializer<>();
        deserializer.configure(kafka.serdes(), false);
        consumer = new KafkaConsumer<>(kafka.consumer("tail-" + topic), new StringDeserializer(), deserializer);
        List<TopicPartition> partitions = List.of(new TopicPartition(topic.name(), 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what is there by now; gives all that came so far. */
    List<T> poll() {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            keys.add(record.key());
            values.add(record.value());
        });
        return values();
    }

    List<T> values() {
        return Collections.unmodifiableList(values);
    }

    List<String> keys() {
        return Collections.unmodifiableList(keys);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
