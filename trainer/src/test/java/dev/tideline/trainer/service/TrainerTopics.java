package dev.tideline.trainer.service;

import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.events.TrainingRequest;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.Topics;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A trainer's topics on a real broker, a partition each: what people send there, and what the runs say. For one thread. */
final class TrainerTopics implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final EmbeddedCluster cluster;
    private final KafkaSettings kafka;
    private final KafkaProducer<String, SpecificRecord> producer;
    private final KafkaConsumer<String, TrainingEvent> runs;
    private int drawn;

    TrainerTopics(Path folder) {
        cluster = EmbeddedCluster.start(folder);
        kafka = new KafkaSettings(cluster.bootstrapServers(), cluster.registryUrl(), new Topics("", 1), Map.of());
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        producer = new KafkaProducer<>(kafka.producer("test"), new StringSerializer(), serializer);
        AvroDeserializer<TrainingEvent> deserializer = new AvroDeserializer<>();
        deserializer.configure(kafka.serdes(), false);
        runs = new KafkaConsumer<>(kafka.consumer("test"), new StringDeserializer(), deserializer);
        runs.assign(List.of(new TopicPartition(kafka.topics().trainingRuns().name(), 0)));
    }

    KafkaSettings kafka() {
        return kafka;
    }

    void send(Topic topic, String key, SpecificRecord value) {
        producer.send(new ProducerRecord<>(topic.name(), key, value));
        producer.flush();
    }

    /** Labels with their own pictures, which are drawn. */
    void label(String label, int count) {
        for (int i = 0; i < count; i++) {
            label(label + drawn, label, DrawnPicture.png(label, drawn));
            drawn++;
        }
    }

    void label(String id, String label, byte[] picture) {
        send(
                kafka.topics().feedback(),
                id,
                FeedbackEvent.newBuilder()
                        .setImageId(id)
                        .setLabel(label)
                        .setLabeledAt(Instant.now())
                        .setPicture(ByteBuffer.wrap(picture))
                        .build());
    }

    /** Asks for a run, and waits until it is over. Returns what it said. */
    List<TrainingEvent> nextRun() {
        send(
                kafka.topics().trainingRequests(),
                "default",
                TrainingRequest.newBuilder()
                        .setModelName("default")
                        .setRequestedAt(Instant.now())
                        .build());
        List<TrainingEvent> events = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            runs.poll(Duration.ofMillis(100)).forEach(record -> events.add(record.value()));
            return events.stream()
                    .map(TrainingEvent::getType)
                    .anyMatch(type -> type == TrainingEventType.DONE || type == TrainingEventType.FAILED);
        });
        return events;
    }

    static TrainingEvent event(TrainingEventType type, List<TrainingEvent> events) {
        return events.stream()
                .filter(event -> event.getType() == type)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + type + " in " + events));
    }

    @Override
    public void close() {
        runs.close();
        producer.close();
        cluster.close();
    }
}
