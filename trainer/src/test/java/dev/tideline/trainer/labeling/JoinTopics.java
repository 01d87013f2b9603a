package dev.tideline.trainer.labeling;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabeledImage;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.Topics;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The join's topics on a real broker, and what stands on labeled-images so far. For one thread. */
final class JoinTopics implements AutoCloseable {
    private static final int PARTITIONS = 2;

    private final List<String> joined = new ArrayList<>();
    private final EmbeddedCluster cluster;
    private final KafkaSettings kafka;
    private final KafkaProducer<String, SpecificRecord> producer;
    private final KafkaConsumer<String, LabeledImage> consumer;

    JoinTopics(Path folder) {
        cluster = EmbeddedCluster.start(folder);
        kafka = settings(cluster.bootstrapServers(), cluster.registryUrl());
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        producer = new KafkaProducer<>(kafka.producer("test"), new StringSerializer(), serializer);
        AvroDeserializer<LabeledImage> deserializer = new AvroDeserializer<>();
        deserializer.configure(kafka.serdes(), false);
        consumer = new KafkaConsumer<>(kafka.consumer("test"), new StringDeserializer(), deserializer);
        consumer.assign(partitions(kafka.topics().labeledImages()));
    }

    /** For a join in this JVM or another; a join that died is missed soon. */
    static KafkaSettings settings(String bootstrapServers, String registryUrl) {
        return new KafkaSettings(
                bootstrapServers, registryUrl, new Topics("", PARTITIONS), Map.of("session.timeout.ms", "6000"));
    }

    static LabelingSettings labeling(Path stateFolder) {
        return new LabelingSettings(
                "test", 1, Duration.ofDays(7), Duration.ofDays(90), Duration.ofMinutes(1), stateFolder);
    }

    KafkaSettings kafka() {
        return kafka;
    }

    void picture(String id, String content, Instant at) {
        send(
                kafka.topics().images(),
                id,
                ImageEvent.newBuilder()
                        .setImageId(id)
                        .setPicture(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                        .setPublishedAt(at)
                        .build());
    }

    void label(String id, String label, Instant at) {
        send(
                kafka.topics().feedback(),
                id,
                FeedbackEvent.newBuilder()
                        .setImageId(id)
                        .setLabel(label)
                        .setLabeledAt(at)
                        .build());
    }

    private void send(Topic topic, String key, SpecificRecord value) {
        producer.send(new ProducerRecord<>(topic.name(), key, value));
    }

    /** Waits until what was sent is there. */
    void flush() {
        producer.flush();
    }

    /** The broker forgets all pictures on images. */
    void loseImages() throws ExecutionException, InterruptedException {
        try (Admin admin = kafka.newAdmin()) {
            Map<TopicPartition, RecordsToDelete> everything = new HashMap<>();
            for (TopicPartition partition : partitions(kafka.topics().images())) {
                everything.put(partition, RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(everything).all().get();
        }
    }

    /** What was committed to labeled-images until now, such as {@code a is cat: picture of a}. */
    List<String> joined() {
        consumer.poll(Duration.ofMillis(100))
                .forEach(record -> joined.add(record.key() + " is "
                        + record.value().getLabel() + ": "
                        + StandardCharsets.UTF_8.decode(record.value().getPicture())));
        return List.copyOf(joined);
    }

    private static List<TopicPartition> partitions(Topic topic) {
        return List.of(new TopicPartition(topic.name(), 0), new TopicPartition(topic.name(), 1));
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
        cluster.close();
    }
}
