package dev.tideline.trainer.service;

import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.Topics;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.trainer.testing.AvroClients;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

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
        producer = AvroClients.producer(kafka);
        runs = AvroClients.consumer(kafka);
        runs.assign(List.of(new TopicPartition(kafka.topics().trainingRuns().name(), 0)));
    }

    KafkaSettings kafka() {
        return kafka;
    }

    /** A small network that learns for one epoch, with every cache, when {@link #nextRun} asks for it. */
    TrainerService service(Path dataFolder) {
        return service(dataFolder, Map.of());
    }

    /** The same, but for some settings. */
    TrainerService service(Path dataFolder, Map<String, String> changes) {
        return new TrainerService(kafka, TrainerSettings.from(Settings.of(settings(dataFolder, changes))));
    }

    /** Settings of {@link #service}, and where Kafka is. */
    Map<String, String> settings(Path dataFolder, Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "schema.registry.url", kafka.registryUrl(),
                "trainer.data.dir", dataFolder.toString(),
                "trainer.weights", "none",
                "trainer.width", "0.35",
                "trainer.input.size", "32",
                "trainer.min.labels", "100000",
                "trainer.exact", "false",
                "trainer.epochs", "1",
                "trainer.fine.tuning.epochs", "1"));
        settings.putAll(changes);
        return settings;
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
        ask();
        return awaitRun();
    }

    /** Asks for a run. */
    void ask() {
        try (RunRequests requests = requests()) {
            requests.train("");
        }
    }

    /** What ann asks the trainer for. */
    RunRequests requests() {
        return new RunRequests(kafka, "default", "ann");
    }

    /** Waits until the next run is over. Returns what it said. */
    List<TrainingEvent> awaitRun() {
        return awaitEvent(TrainingEventType.DONE, TrainingEventType.FAILED, TrainingEventType.CANCELLED);
    }

    /** Waits for an event of one of these types. Returns what came until then. */
    List<TrainingEvent> awaitEvent(TrainingEventType... types) {
        List<TrainingEvent> events = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            runs.poll(Duration.ofMillis(100)).forEach(record -> events.add(record.value()));
            return events.stream().map(TrainingEvent::getType).anyMatch(List.of(types)::contains);
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
