package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.ModelVersion;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.events.TrainingProgress;
import dev.tideline.events.TrainingRequest;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelPublisher;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.Topics;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.trainer.testing.AvroClients;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class TrainerServiceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path clusterFolder;

    private static EmbeddedCluster cluster;

    @TempDir
    private Path folder;

    private final List<TrainingEvent> events = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private KafkaSettings kafka;
    private KafkaProducer<String, SpecificRecord> producer;
    private KafkaConsumer<String, TrainingEvent> runs;
    private int drawn;

    @BeforeAll
    static void startCluster() {
        cluster = EmbeddedCluster.start(clusterFolder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void start(TestInfo test) {
        String prefix = test.getTestMethod().orElseThrow().getName() + "-";
        kafka = new KafkaSettings(cluster.bootstrapServers(), cluster.registryUrl(), new Topics(prefix, 2), Map.of());
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        producer = AvroClients.producer(kafka);
        runs = AvroClients.consumer(kafka);
        runs.assign(List.of(new TopicPartition(kafka.topics().trainingRuns().name(), 0)));
        settings.putAll(Map.of(
                "topics.prefix", prefix,
                "trainer.data.dir", folder.resolve("trainer").toString(),
                "trainer.weights", "none",
                "trainer.width", "0.35",
                "trainer.input.size", "32",
                "trainer.min.labels", "60",
                "trainer.cool.down", "0s",
                "trainer.epochs", "2",
                "trainer.fine.tuning.epochs", "1"));
    }

    @AfterEach
    void stop() {
        runs.close();
        producer.close();
    }

    @Test
    void labelsBecomeVersionsAcrossARestart() throws Exception {
        settings.put("trainer.start", "production");
        try (TrainerService service = service()) {
            service.start();
            publish("disc", 40);
            publish("cross", 40);

            awaitEvent(TrainingEventType.DONE, 1);
            assertThat(events)
                    .extracting(TrainingEvent::getType)
                    .filteredOn(type -> type != TrainingEventType.PROGRESS)
                    .containsExactly(
                            TrainingEventType.QUEUED,
                            TrainingEventType.DATA,
                            TrainingEventType.EPOCH,
                            TrainingEventType.EPOCH,
                            TrainingEventType.EPOCH,
                            TrainingEventType.VERDICT,
                            TrainingEventType.DONE);
            assertThat(events).extracting(TrainingEvent::getReason).containsOnly("labels");
            assertThat(events)
                    .extracting(TrainingEvent::getRunId)
                    .containsOnly(events.get(0).getRunId());
            assertThat(production()).isEqualTo(1);
            ModelVersion first = version(1);
            assertThat(first.getLabels()).containsExactly("cross", "disc");
            assertThat(first.getRunId()).isEqualTo(events.get(0).getRunId());
            assertThat(first.getMetrics()).containsKeys("holdout_accuracy", "holdout_pictures");
            assertThat(first.getLineage())
                    .containsEntry(RunStart.START, "base")
                    .containsEntry(RunStart.REFUSED, "There is no version in production")
                    .containsEntry(Runner.MAX_PICTURES, "0");
        }
        events.clear();
        try (TrainerService service = service()) {
            service.start();
            // The second version counts from what the first has seen, though nothing of it is in memory.
            await().atMost(PATIENCE).until(() -> service.waitingFor()
                    .matches("\\d\\d? of the 60 new labels that start a run are there"));
            publish("disc", 40);
            publish("cross", 40);

            awaitEvent(TrainingEventType.DONE, 1);
            TrainingEvent verdict = event(TrainingEventType.VERDICT);
            assertThat(verdict.getVerdict().getProductionAccuracy()).isNotNull();
            assertThat(version(2).getReason()).isEqualTo("labels");
            assertThat(version(2).getLineage())
                    .containsEntry(RunStart.START, "production")
                    .containsEntry(RunStart.VERSION, "1");
            assertThat(production()).isEqualTo(verdict.getVerdict().getPromoted() ? 2 : 1);
        }
    }

    @Test
    void aSingleClassWaitsAndSaysWhyUntilThereIsAnother() throws Exception {
        try (TrainerService service = service()) {
            service.start();
            publish("disc", 70);
            request();
            await().atMost(PATIENCE)
                    .until(() -> service.waitingFor().startsWith("A run is asked for")
                            && service.waitingFor().endsWith("Pictures by label: {disc=70}"));
            assertThat(service.state()).isEqualTo(TrainerService.State.RUNNING);

            publish("cross", 40);
            awaitEvent(TrainingEventType.DONE, 1);
            assertThat(event(TrainingEventType.QUEUED).getReason()).isEqualTo("request");
            assertThat(version(1).getReason()).isEqualTo("request");
        }
    }

    @Test
    void aFailedRunIsReportedAndTriedAgain() throws Exception {
        Path broken = Files.writeString(folder.resolve("weights.h5"), "no weights");
        settings.put("trainer.weights", broken.toString());
        settings.put("trainer.retry.after", "100ms");
        try (TrainerService service = service()) {
            service.start();
            publish("disc", 40);
            publish("cross", 40);

            awaitEvent(TrainingEventType.FAILED, 2);
            assertThat(event(TrainingEventType.FAILED).getMessage()).contains(broken.toString());
            assertThat(service.state()).isEqualTo(TrainerService.State.RUNNING);
        }
        assertThat(ModelCatalog.read(kafka).names()).isEmpty();
    }

    @Test
    void closingEndsARunAndTheNextStartRepeatsIt() throws Exception {
        settings.put("trainer.epochs", "10000");
        try (TrainerService service = service()) {
            service.start();
            publish("disc", 40);
            publish("cross", 40);
            awaitEvent(TrainingEventType.EPOCH, 1);
        }
        awaitEvent(TrainingEventType.FAILED, 1);
        assertThat(ModelCatalog.read(kafka).names()).isEmpty();

        events.clear();
        settings.put("trainer.epochs", "1");
        try (TrainerService service = service()) {
            service.start();
            awaitEvent(TrainingEventType.DONE, 1);
            assertThat(production()).isEqualTo(1);
        }
    }

    @Test
    void aRunTellsHowFarItIsWithinAnEpoch() throws Exception {
        settings.put("trainer.epochs", "10000");
        try (TrainerService service = service()) {
            service.start();
            publish("disc", 40);
            publish("cross", 40);
            awaitEvents(TrainerServiceIT::isInEpoch, 1);

            TrainingProgress progress = events.stream()
                    .filter(TrainerServiceIT::isInEpoch)
                    .findFirst()
                    .orElseThrow()
                    .getProgress();
            assertThat(progress.getDone()).isBetween(1, progress.getTotal());
            assertThat(progress.getEpoch()).isPositive();
            assertThat(progress.getLoss()).isPositive();
            assertThat(progress.getAccuracy()).isBetween(0.0, 1.0);
        }
    }

    private static boolean isInEpoch(TrainingEvent event) {
        return event.getType() == TrainingEventType.PROGRESS
                && event.getProgress().getPhase().equals("feature_extraction");
    }

    @Test
    void aTrainerThatIsShutOutPublishesNothingOfThatRunAndRepeatsIt() throws Exception {
        try (TrainerService service = service()) {
            service.start();
            await().atMost(PATIENCE).until(() -> service.state() == TrainerService.State.RUNNING);
            ModelPublisher.open(kafka, "default").close();
            publish("disc", 40);
            publish("cross", 40);

            awaitEvent(TrainingEventType.DONE, 1);
            assertThat(event(TrainingEventType.FAILED).getMessage()).contains("Another program");
            assertThat(event(TrainingEventType.DONE).getModelVersion()).isEqualTo(1);
            assertThat(event(TrainingEventType.DONE).getRunId())
                    .isGreaterThan(event(TrainingEventType.FAILED).getRunId());
            assertThat(service.state()).isEqualTo(TrainerService.State.RUNNING);
        }
    }

    @Test
    void twoTrainersOnOneDataFolderAreRefusedWithTheRemedy() {
        try (TrainerService service = service();
                TrainerService other = service()) {
            service.start();

            assertThatThrownBy(other::start)
                    .hasMessageContaining(folder.resolve("trainer").toString())
                    .hasMessageContaining("trainer.data.dir");
            assertThat(other.state()).isEqualTo(TrainerService.State.CLOSED);
        }
    }

    private TrainerService service() {
        return new TrainerService(kafka, TrainerSettings.from(Settings.of(settings)));
    }

    /** Pictures on images, and what they show on feedback. */
    private void publish(String label, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            String id = label + drawn;
            ImageEvent image = ImageEvent.newBuilder()
                    .setImageId(id)
                    .setPicture(ByteBuffer.wrap(DrawnPicture.png(label, drawn)))
                    .setPublishedAt(Instant.now())
                    .build();
            FeedbackEvent feedback = FeedbackEvent.newBuilder()
                    .setImageId(id)
                    .setLabel(label)
                    .setLabeledAt(Instant.now())
                    .build();
            send(kafka.topics().images(), id, image);
            send(kafka.topics().feedback(), id, feedback);
            drawn++;
        }
        producer.flush();
    }

    private void request() {
        TrainingRequest request = TrainingRequest.newBuilder()
                .setModelName("default")
                .setRequestedAt(Instant.now())
                .build();
        send(kafka.topics().trainingRequests(), "default", request);
        producer.flush();
    }

    private void send(Topic topic, String key, SpecificRecord value) {
        producer.send(new ProducerRecord<>(topic.name(), key, value));
    }

    private void awaitEvent(TrainingEventType type, int count) {
        awaitEvents(event -> event.getType() == type, count);
    }

    private void awaitEvents(Predicate<TrainingEvent> which, int count) {
        await().atMost(PATIENCE).until(() -> {
            runs.poll(Duration.ofMillis(100)).forEach(record -> events.add(record.value()));
            return events.stream().filter(which).count() >= count;
        });
    }

    private TrainingEvent event(TrainingEventType type) {
        return events.stream()
                .filter(event -> event.getType() == type)
                .findFirst()
                .orElseThrow();
    }

    private ModelVersion version(int version) {
        return ModelCatalog.read(kafka).version("default", version).orElseThrow();
    }

    private int production() {
        return ModelCatalog.read(kafka)
                .alias("default", ModelCatalog.PRODUCTION)
                .orElseThrow()
                .getVersion();
    }
}
