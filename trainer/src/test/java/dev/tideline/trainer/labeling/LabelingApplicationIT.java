package dev.tideline.trainer.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelingApplicationIT {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<String> joined = new ArrayList<>();
    private EmbeddedCluster cluster;
    private KafkaSettings kafka;
    private KafkaProducer<String, SpecificRecord> producer;
    private KafkaConsumer<String, LabeledImage> consumer;

    @BeforeEach
    void start() throws Exception {
        cluster = EmbeddedCluster.start(folder.resolve("cluster"));
        kafka = new KafkaSettings(cluster.bootstrapServers(), cluster.registryUrl(), new Topics("", 2), Map.of());
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

    @AfterEach
    void stop() throws Exception {
        consumer.close();
        producer.close();
        cluster.close();
        assertThat(failure.get()).isNull();
    }

    @Test
    void picturesAreFetchedBackByOffsetAcrossARestartWithoutStateOnDisk() throws Exception {
        whileRunning("first", () -> {
            picture("a", "picture of a");
            picture("b", "picture of b");
            label("a", "cat", NOON);
            label("early", "dog", NOON);
            awaitJoined("a is cat: picture of a");
        });
        // Another folder: the state comes back from its changelogs.
        whileRunning("second", () -> {
            label("b", "dog", NOON);
            label("a", "cat", NOON);
            picture("early", "picture of early");
            awaitJoined("a is cat: picture of a", "b is dog: picture of b", "early is dog: picture of early");
        });
    }

    @Test
    void aCorrectionIsJoinedAfterImagesHasLostThePicture() throws Exception {
        whileRunning("state", () -> {
            picture("a", "picture of a");
            label("a", "cat", NOON);
            awaitJoined("a is cat: picture of a");
            forgetImages();
            label("a", "dog", NOON.plusSeconds(1));
            awaitJoined("a is cat: picture of a", "a is dog: picture of a");
        });
    }

    private interface Steps {
        void take() throws Exception;
    }

    private void whileRunning(String stateFolder, Steps steps) throws Exception {
        LabelingSettings settings = new LabelingSettings(
                "test", 1, Duration.ofDays(7), Duration.ofDays(90), Duration.ofMinutes(1), folder.resolve(stateFolder));
        LabelingApplication application = new LabelingApplication(kafka, settings, failure::set);
        try (application) {
            application.start();
            steps.take();
        }
    }

    private void picture(String id, String content) throws Exception {
        send(
                kafka.topics().images(),
                id,
                ImageEvent.newBuilder()
                        .setImageId(id)
                        .setPicture(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                        .setPublishedAt(NOON)
                        .build());
    }

    private void label(String id, String label, Instant at) throws Exception {
        send(
                kafka.topics().feedback(),
                id,
                FeedbackEvent.newBuilder()
                        .setImageId(id)
                        .setLabel(label)
                        .setLabeledAt(at)
                        .build());
    }

    private void send(Topic topic, String key, SpecificRecord value) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    }

    private void forgetImages() throws Exception {
        try (Admin admin = kafka.newAdmin()) {
            Map<TopicPartition, RecordsToDelete> everything = new HashMap<>();
            for (TopicPartition partition : partitions(kafka.topics().images())) {
                everything.put(partition, RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(everything).all().get();
        }
    }

    private void awaitJoined(String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            consumer.poll(Duration.ofMillis(100))
                    .forEach(record -> joined.add(record.key() + " is "
                            + record.value().getLabel() + ": "
                            + StandardCharsets.UTF_8.decode(record.value().getPicture())));
            assertThat(joined).containsExactlyInAnyOrder(expected);
        });
    }

    private static List<TopicPartition> partitions(Topic topic) {
        return List.of(new TopicPartition(topic.name(), 0), new TopicPartition(topic.name(), 1));
    }
}
