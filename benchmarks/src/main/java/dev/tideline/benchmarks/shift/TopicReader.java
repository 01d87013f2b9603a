package dev.tideline.benchmarks.shift;

import dev.tideline.schemas.Topic;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what is committed on a topic, from its beginning on.
 *
 * <p>Threading: for one thread.
 */
final class TopicReader implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;

    TopicReader(KafkaSettings kafka, Topic topic) {
        consumer = new KafkaConsumer<>(
                kafka.consumer("benchmark-" + topic.name()), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What has come since the last call; waits for none. */
    ConsumerRecords<String, byte[]> poll() {
        return consumer.poll(Duration.ZERO);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
