package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
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
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
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

class ForgottenPictureIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PICTURES = 30;

    /** Holds ids of forgotten pictures, so that nothing older brings them back. */
    private static final String FORGOTTEN = "tideline-trainer-forgotten-changelog";

    @TempDir
    private Path folder;

    private final List<TrainingEvent> events = new ArrayList<>();
    private EmbeddedCluster cluster;
    private KafkaSettings kafka;
    private TopicContents contents;
    private KafkaProducer<String, SpecificRecord> producer;
    private KafkaConsumer<String, TrainingEvent> runs;
    private int drawn;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.start(folder.resolve("cluster"));
        kafka = new KafkaSettings(cluster.bootstrapServers(), cluster.registryUrl(), new Topics("", 1), Map.of());
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        contents = new TopicContents(kafka);
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        producer = new KafkaProducer<>(kafka.producer("test"), new StringSerializer(), serializer);
        AvroDeserializer<TrainingEvent> deserializer = new AvroDeserializer<>();
        deserializer.configure(kafka.serdes(), false);
        runs = new KafkaConsumer<>(kafka.consumer("test"), new StringDeserializer(), deserializer);
        runs.assign(List.of(new TopicPartition(kafka.topics().trainingRuns().name(), 0)));
    }

    @AfterEach
    void stop() {
        runs.close();
        producer.close();
        contents.close();
        cluster.close();
    }

    @Test
    void aForgottenPictureIsInNoCacheFileNoTopicAfterCompactionAndNoLaterRun() throws Exception {
        byte[] byTombstone = DrawnPicture.png("disc", 1_000);
        byte[] byFeedback = DrawnPicture.png("cross", 1_001);
        try (TrainerService service = service()) {
            service.start();
            label("disc", PICTURES);
            label("cross", PICTURES);
            label("first", "disc", byTombstone);
            label("second", "cross", byFeedback);
            awaitCachedPictures(2 * PICTURES + 2);
            assertThat(nextRun()).isEqualTo(Map.of("disc", PICTURES + 1, "cross", PICTURES + 1));
            assertThat(cacheFiles(byTombstone)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(cacheFiles(byFeedback)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(contents.withPicture(byTombstone)).contains("labeled-images", "feedback");
            assertThat(contents.withKey("first"))
                    .contains(
                            "labeled-images",
                            "tideline-trainer-picture-positions-changelog",
                            "tideline-trainer-labels-changelog");

            send(kafka.topics().labeledImages(), "first", null);
            send(kafka.topics().feedback(), "second", null);
            awaitCachedPictures(2 * PICTURES);
            assertThat(cacheFiles(byTombstone)).isEmpty();
            assertThat(cacheFiles(byFeedback)).isEmpty();
            assertThat(nextRun()).isEqualTo(Map.of("disc", PICTURES, "cross", PICTURES));
            assertThat(cacheFiles(byTombstone)).isEmpty();
            assertThat(cacheFiles(byFeedback)).isEmpty();

            contents.compactSoon();
            contents.forgetByTime(kafka.topics().feedback());
            await().atMost(PATIENCE).until(() -> {
                // A segment is compacted once another follows it.
                label("disc", 1);
                return contents.withPicture(byTombstone).isEmpty()
                        && contents.withPicture(byFeedback).isEmpty()
                        && contents.withKey("first").equals(List.of(FORGOTTEN))
                        && contents.withKey("second").equals(List.of(FORGOTTEN));
            });
        }
    }

    private TrainerService service() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "trainer.data.dir", folder.resolve("trainer").toString(),
                "trainer.weights", "none",
                "trainer.width", "0.35",
                "trainer.input.size", "32",
                "trainer.min.labels", "100000",
                "trainer.exact", "false",
                "trainer.epochs", "1",
                "trainer.fine.tuning.epochs", "1"));
        return new TrainerService(kafka, TrainerSettings.from(Settings.of(settings)));
    }

    /** Labels with their own pictures, which are drawn. */
    private void label(String label, int count) {
        for (int i = 0; i < count; i++) {
            label(label + drawn, label, DrawnPicture.png(label, drawn));
            drawn++;
        }
    }

    private void label(String id, String label, byte[] picture) {
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

    private void awaitCachedPictures(int count) {
        // A file may go while the folder is read.
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    Path pictures = Files.createDirectories(folder.resolve("trainer/pictures"));
                    try (Stream<Path> files = Files.walk(pictures)) {
                        return files.filter(Files::isRegularFile).count() == count;
                    }
                });
    }

    /** Asks for a run and awaits its end. Returns its pictures by label. */
    private Map<String, Integer> nextRun() {
        events.clear();
        send(
                kafka.topics().trainingRequests(),
                "default",
                TrainingRequest.newBuilder()
                        .setModelName("default")
                        .setRequestedAt(Instant.now())
                        .build());
        await().atMost(PATIENCE).until(() -> {
            runs.poll(Duration.ofMillis(100)).forEach(record -> events.add(record.value()));
            return events.stream().anyMatch(event -> event.getType() == TrainingEventType.DONE);
        });
        return events.stream()
                .filter(event -> event.getType() == TrainingEventType.DATA)
                .findFirst()
                .orElseThrow()
                .getData()
                .getLabels();
    }

    private List<Path> cacheFiles(byte[] picture) throws IOException {
        String digest = PictureCache.digest(picture);
        try (Stream<Path> files = Files.walk(folder.resolve("trainer"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(digest))
                    .toList();
        }
    }

    private void send(Topic topic, String key, SpecificRecord value) {
        producer.send(new ProducerRecord<>(topic.name(), key, value));
        producer.flush();
    }
}
