package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.PredictionEvent;
import dev.tideline.model.operations.HttpException;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.testing.OperationsClient;
import dev.tideline.trainer.operations.RunPhase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerOperationsIT {
    private static final String READY = "/v2/health/ready";
    private static final String LIVE = "/v2/health/live";
    private static final int CLASS_PICTURES = 40;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "trainer.http.port", "0",
            "trainer.weights", "none",
            "trainer.width", "0.35",
            "trainer.input.size", "32",
            "trainer.min.labels", "100000",
            "trainer.exact", "false",
            "trainer.epochs", "1",
            "trainer.fine.tuning.epochs", "1"));

    private TrainerTopics topics;

    @BeforeEach
    void start() {
        topics = new TrainerTopics(folder.resolve("cluster"));
        settings.put("trainer.data.dir", folder.resolve("trainer").toString());
    }

    @AfterEach
    void stop() {
        topics.close();
    }

    @Test
    void runsAndTheSetAreCountedAsTheyAre() {
        labelTwoClasses();
        topics.label("no picture", "disc", "rubbish".getBytes(StandardCharsets.UTF_8));
        try (TrainerService service = service()) {
            OperationsClient client = started(service);
            awaitMetric(client, "tideline_trainer_new_labels", 2 * CLASS_PICTURES + 1);
            assertThat(client.metrics())
                    .containsEntry("tideline_trainer_runs_total{outcome=\"published\",reason=\"request\"}", 0.0)
                    .containsEntry("tideline_trainer_newest_version{model=\"default\"}", 0.0)
                    .containsEntry("tideline_trainer_feature_cache_bytes", 0.0)
                    .containsEntry("tideline_trainer_last_run_age_seconds", Double.NaN);

            topics.nextRun();
            awaitMetric(client, "tideline_trainer_runs_total{outcome=\"published\",reason=\"request\"}", 1);
            awaitMetric(client, "tideline_trainer_production_version{model=\"default\"}", 1);
            awaitMetric(client, "tideline_trainer_new_labels", 0);
            Map<String, Double> metrics = client.metrics();
            assertThat(metrics)
                    .containsEntry("tideline_trainer_runs_total{outcome=\"failed\",reason=\"request\"}", 0.0)
                    .containsEntry("tideline_trainer_runs_total{outcome=\"published\",reason=\"labels\"}", 0.0)
                    .containsEntry("tideline_trainer_run_in_progress", 0.0)
                    .containsEntry("tideline_trainer_unreadable_pictures", 1.0)
                    .containsEntry("tideline_trainer_run_pictures_total{features=\"computed\"}", 2.0 * CLASS_PICTURES)
                    .containsEntry("tideline_trainer_run_pictures_total{features=\"cached\"}", 0.0)
                    .containsEntry("tideline_trainer_verdicts_total{verdict=\"promoted\"}", 1.0)
                    .containsEntry("tideline_trainer_objections_total{objection=\"worse\"}", 0.0)
                    .containsEntry("tideline_trainer_newest_version{model=\"default\"}", 1.0)
                    .containsEntry("tideline_trainer_set_pictures{label=\"cross\"}", 1.0 * CLASS_PICTURES)
                    .containsEntry("tideline_trainer_set_pictures{label=\"disc\"}", 1.0 * CLASS_PICTURES + 1)
                    .containsEntry("tideline_trainer_epoch", 2.0);
            for (RunPhase phase : RunPhase.values()) {
                assertThat(metrics)
                        .containsEntry("tideline_trainer_run_phase_seconds_count{phase=\"" + phase.text() + "\"}", 1.0);
            }
            assertThat(metrics.get("tideline_trainer_epoch_loss{part=\"validation\"}"))
                    .isPositive();
            assertThat(metrics.get("tideline_trainer_feature_cache_bytes")).isPositive();
            assertThat(metrics.get("tideline_trainer_last_run_age_seconds")).isNotNegative();

            topics.nextRun();
            awaitMetric(client, "tideline_trainer_runs_total{outcome=\"published\",reason=\"request\"}", 2);
            awaitMetric(client, "tideline_trainer_run_pictures_total{features=\"cached\"}", 2.0 * CLASS_PICTURES);
        }
    }

    @Test
    void whatPeopleSayOfPredictionsIsTheErrorOfTheirVersion() throws Exception {
        for (int i = 0; i < 4; i++) {
            predict("stream " + i, i == 0 ? "disc" : "cross", 3);
        }
        try (TrainerService service = service()) {
            OperationsClient client = started(service);
            for (int i = 0; i < 4; i++) {
                topics.label("stream " + i, "cross", DrawnPicture.png("cross", i));
            }
            awaitMetric(client, "tideline_trainer_error_tests{model_version=\"3\"}", 4);
            assertThat(client.metric("tideline_trainer_error{model_version=\"3\"}"))
                    .isEqualTo(0.25);
        }
    }

    @Test
    void aRunThatFailsIsCountedAndLeavesTheTrainerReady() throws Exception {
        settings.put(
                "trainer.weights",
                Files.writeString(folder.resolve("weights.h5"), "no weights").toString());
        labelTwoClasses();
        try (TrainerService service = service()) {
            OperationsClient client = started(service);
            awaitMetric(client, "tideline_trainer_new_labels", 2 * CLASS_PICTURES);
            topics.nextRun();

            awaitMetric(client, "tideline_trainer_runs_total{outcome=\"failed\",reason=\"request\"}", 1);
            assertThat(client.metric("tideline_trainer_run_in_progress")).isZero();
            assertThat(client.status(READY)).isEqualTo(200);
            assertThat(client.metric("tideline_trainer_ready")).isOne();
        }
    }

    @Test
    void kafkaStreamsTheConsumersAndTheJvmAreSeenToo() {
        try (TrainerService service = service()) {
            OperationsClient client = started(service);
            awaitReady(client);

            assertThat(client.metrics().keySet())
                    .anyMatch(sample -> sample.startsWith("kafka_stream_thread_"))
                    .anyMatch(sample -> sample.startsWith("kafka_consumer_fetch_manager_")
                            && sample.contains("tideline-trainer-labeled-set"))
                    .anyMatch(sample ->
                            sample.startsWith("kafka_consumer_") && sample.contains("tideline-trainer-requests"))
                    .anyMatch(sample -> sample.startsWith("jvm_memory_used_bytes{"))
                    .contains("process_cpu_usage");
        }
    }

    @Test
    void aTrainerIsReadyOnceItHasReadTheSetAndDeadWhenItsJoinHasFailed() throws Exception {
        // Nothing that anybody serializes as a labelled picture is compatible with this.
        register(topics.kafka().topics().labeledImages().valueSubject(), "{\"schema\": \"\\\"string\\\"\"}");
        try (TrainerService service = service()) {
            assertThat(service.health().obstacle()).isPresent();
            OperationsClient client = started(service);
            awaitReady(client);
            assertThat(client.status(LIVE)).isEqualTo(200);

            topics.label("disc", 1);
            await().atMost(TrainerTopics.PATIENCE).until(() -> service.state() == TrainerService.State.FAILED);
            assertThat(client.status(LIVE)).isEqualTo(503);
            assertThat(client.status(READY)).isEqualTo(503);
            assertThat(client.json(READY).get("error").textValue()).isEqualTo("The trainer has stopped");
        }
    }

    @Test
    void aSecondTrainerOnTheSamePortSaysWhatToDo() {
        try (TrainerService first = service()) {
            started(first);
            int port = URI.create(first.operationsUrl().orElseThrow()).getPort();
            settings.put("trainer.http.port", Integer.toString(port));
            settings.put("trainer.data.dir", folder.resolve("another").toString());

            try (TrainerService second = service()) {
                assertThatThrownBy(second::start)
                        .isInstanceOf(HttpException.class)
                        .hasMessageContaining("trainer.http.port");
            }
        }
    }

    @Test
    void aTrainerShowsNothingOverHttpUnlessAsked() {
        settings.remove("trainer.http.port");
        try (TrainerService service = service()) {
            service.start();
            assertThat(service.operationsUrl()).isEmpty();
        }
    }

    private TrainerService service() {
        return new TrainerService(topics.kafka(), TrainerSettings.from(Settings.of(settings)));
    }

    private static OperationsClient started(TrainerService service) {
        service.start();
        return new OperationsClient(service.operationsUrl().orElseThrow());
    }

    private static void awaitReady(OperationsClient client) {
        await().atMost(TrainerTopics.PATIENCE).until(() -> client.status(READY) == 200);
    }

    private static void awaitMetric(OperationsClient client, String sample, double value) {
        await().atMost(TrainerTopics.PATIENCE).until(() -> client.metrics().getOrDefault(sample, -1.0) == value);
    }

    private void labelTwoClasses() {
        topics.label("disc", CLASS_PICTURES);
        topics.label("cross", CLASS_PICTURES);
    }

    private void predict(String id, String label, int version) {
        topics.send(
                topics.kafka().topics().predictions(),
                id,
                PredictionEvent.newBuilder()
                        .setImageId(id)
                        .setLabel(label)
                        .setConfidence(1)
                        .setModelName("default")
                        .setModelVersion(version)
                        .setImagePublishedAt(Instant.now())
                        .setPredictedAt(Instant.now())
                        .build());
    }

    private void register(String subject, String schema) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(topics.kafka().registryUrl() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(schema))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
