package dev.tideline.trainer.labeling;

import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabeledImage;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.Topics;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.testing.AvroClients;
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
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The join's topics on a real broker, and what stands on labeled-images so far. For one thread. */
final class JoinTopics implements AutoCloseable {
    private static final int PARTITIONS = 2;

    private final List<String> joined = new ArrayList<>();
    private final Map<String, String> set = new HashMap<>();
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
        producer = AvroClients.producer(kafka);
        consumer = AvroClients.consumer(kafka);
        consumer.assign(partitions(kafka.topics().labeledImages()));
    }

    /** For a join in this JVM or another: it commits often, and is missed soon when it died. */
    static KafkaSettings settings(String bootstrapServers, String registryUrl) {
        return settings(bootstrapServers, registryUrl, Map.of());
    }

    /** @param more for Kafka's clients */
    static KafkaSettings settings(String bootstrapServers, String registryUrl, Map<String, String> more) {
        Map<String, String> client = new HashMap<>(more);
        client.put("session.timeout.ms", "6000");
        client.put("commit.interval.ms", "20");
        return new KafkaSettings(bootstrapServers, registryUrl, new Topics("", PARTITIONS), client);
    }

    static LabelingSettings labeling(Path stateFolder) {
        return new LabelingSettings(
                "test", 1, Duration.ofDays(7), Duration.ofDays(90), Duration.ofMinutes(1), stateFolder);
    }

    KafkaSettings kafka() {
        return kafka;
    }

    /** Gives predictions more partitions than the other topics have. */
    void spreadPredictionsOver(int partitions) throws Exception {
        try (Admin admin = kafka.newAdmin()) {
            admin.createPartitions(Map.of(kafka.topics().predictions().name(), NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            await().until(() -> !kafka.topics().predictionsMeetFeedback(admin));
        }
    }

    void picture(String id, String content, Instant at) {
        send(
                kafka.topics().images(),
                id,
                ImageEvent.newBuilder()
                        .setImageId(id)
                        .setPicture(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                        .setPublishedAt(at)
                        .build(),
                at);
    }

    void label(String id, String label, Instant at) {
        label(id, label, null, at);
    }

    void labelWithPicture(String id, String label, String content, Instant at) {
        label(id, label, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), at);
    }

    private void label(String id, String label, ByteBuffer picture, Instant at) {
        send(
                kafka.topics().feedback(),
                id,
                FeedbackEvent.newBuilder()
                        .setImageId(id)
                        .setLabel(label)
                        .setLabeledAt(at)
                        .setPicture(picture)
                        .build(),
                at);
    }

    void askToForget(String id, Instant at) {
        send(kafka.topics().feedback(), id, null, at);
    }

    private void send(Topic topic, String key, SpecificRecord value, Instant at) {
        producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, value));
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

    /** The pictures that were committed to labeled-images until now, such as {@code a is cat: picture of a}. */
    List<String> joined() {
        read();
        return List.copyOf(joined);
    }

    /** What stands on labeled-images now, such as {@code cat: picture of a} under {@code a}. */
    Map<String, String> set() {
        read();
        return Map.copyOf(set);
    }

    private void read() {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> {
            if (record.value() == null) {
                set.remove(record.key());
            } else {
                String labeled = JoinDriver.labeled(record.value()).toString();
                joined.add(record.key() + " is " + labeled);
                set.put(record.key(), labeled);
            }
        });
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
