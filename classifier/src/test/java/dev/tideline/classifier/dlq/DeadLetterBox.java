package dev.tideline.classifier.dlq;

import dev.tideline.schemas.Topics;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of a test's own, somebody who writes dead letters, and somebody who reads what comes back. */
final class DeadLetterBox implements AutoCloseable {
    private final Map<String, String> settings;
    private final KafkaSettings kafka;
    private final KafkaProducer<String, String> producer;

    DeadLetterBox(String bootstrapServers, String registryUrl) {
        settings = Map.of(
                "kafka.bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registryUrl,
                "topics.prefix",
                UUID.randomUUID() + "-",
                "topics.partitions",
                "2");
        kafka = KafkaSettings.from(Settings.of(settings));
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        producer = new KafkaProducer<>(
                kafka.producer("letters", Topics.MAX_ANSWER_BYTES), new StringSerializer(), new StringSerializer());
    }

    KafkaSettings kafka() {
        return kafka;
    }

    Map<String, String> settings() {
        return settings;
    }

    /** Writes a dead letter as a classifier does; its record's value is its key in capitals. */
    void write(String key, String reason) {
        write(key, reason, kafka.topics().images().name());
    }

    void write(String key, String reason, String sourceTopic) {
        write(key, reason, sourceTopic, valueOf(key));
    }

    void write(String key, String reason, String sourceTopic, String value) {
        ProducerRecord<String, String> letter =
                new ProducerRecord<>(kafka.topics().imagesDlq().name(), key, value);
        letter.headers().add("trace", new byte[] {7});
        DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.TOPIC, sourceTopic);
        DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.PARTITION, "1");
        DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.OFFSET, "120");
        DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.MESSAGE, "what was wrong with " + key);
        DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.REASON, reason);
        DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.REMEDY, "what to do");
        producer.send(letter);
    }

    void flush() {
        producer.flush();
    }

    static String valueOf(String key) {
        return key.toUpperCase(Locale.ROOT);
    }

    /** What a read_committed consumer finds on images. */
    List<ConsumerRecord<String, String>> images() {
        String topic = kafka.topics().images().name();
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(kafka.consumer("images"), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    List<String> imageKeys() {
        return images().stream().map(ConsumerRecord::key).toList();
    }

    @Override
    public void close() {
        producer.close();
    }
}
