package dev.tideline.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideline.model.operations.HttpException;
import dev.tideline.schemas.testing.OperationsClient;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierOperationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String READY = "/v2/health/ready";
    private static final String LIVE = "/v2/health/live";
    private static final String MODEL = "/v2/models/" + ClassifierFixture.MODEL;

    @TempDir
    Path folder;

    private ClassifierFixture fixture;

    @BeforeEach
    void start() {
        fixture = new ClassifierFixture(folder, 2);
        fixture.settings().put("classifier.http.port", "0");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static OperationsClient started(ClassifierService classifier) {
        classifier.start();
        return new OperationsClient(classifier.operationsUrl().orElseThrow());
    }

    private static void awaitReady(OperationsClient client) {
        await().atMost(PATIENCE).until(() -> client.status(READY) == 200);
    }

    private static void awaitMetric(OperationsClient client, String sample, double value) {
        await().atMost(PATIENCE).until(() -> client.metrics().getOrDefault(sample, -1.0) == value);
    }

    @Test
    void theCountersAgreeWithWhatWasPublished() throws Exception {
        fixture.publishModel();
        byte[] whole = DrawnPictures.plain(90, "jpg");
        Map<String, byte[]> bad = new HashMap<>();
        bad.put("empty-1", fixture.serialized("empty-1", new byte[0]));
        bad.put("empty-2", fixture.serialized("empty-2", new byte[0]));
        bad.put("corrupt-1", fixture.serialized("corrupt-1", Arrays.copyOf(whole, whole.length / 2)));
        bad.put("corrupt-2", fixture.serialized("corrupt-2", Arrays.copyOf(whole, whole.length / 3)));
        bad.put("rubbish", new byte[] {1, 2, 3, 4, 5, 6});
        bad.put("wrong key", fixture.serialized("another id", whole));
        bad.put("no value", null);
        for (int i = 0; i < 60; i++) {
            fixture.publish("good-" + i, DrawnPictures.bright());
        }
        bad.forEach(fixture::publishRaw);

        try (ClassifierService classifier = fixture.newClassifier()) {
            OperationsClient client = started(classifier);
            await().atMost(PATIENCE).until(() -> answered(client.metrics()) == 67);
            awaitMetric(client, "tideline_classifier_in_flight", 0);
            Map<String, Double> metrics = client.metrics();

            assertThat(metrics)
                    .containsEntry("tideline_classifier_pictures_total", 67.0)
                    .containsEntry("tideline_classifier_predictions_total{model_version=\"1\"}", 60.0)
                    .containsEntry("tideline_classifier_dead_letters_total{reason=\"empty\"}", 2.0)
                    .containsEntry("tideline_classifier_dead_letters_total{reason=\"corrupt\"}", 2.0)
                    .containsEntry("tideline_classifier_dead_letters_total{reason=\"not_an_image_event\"}", 1.0)
                    .containsEntry("tideline_classifier_dead_letters_total{reason=\"wrong_key\"}", 1.0)
                    .containsEntry("tideline_classifier_dead_letters_total{reason=\"no_value\"}", 1.0);
            // Four of the bad ones come to the decoder, the good ones to the model.
            assertThat(metrics)
                    .containsEntry("tideline_classifier_queue_seconds_count", 64.0)
                    .containsEntry("tideline_classifier_decode_seconds_count", 64.0)
                    .containsEntry("tideline_classifier_batch_wait_seconds_count", 60.0)
                    .containsEntry("tideline_classifier_batch_size_sum{model_version=\"1\"}", 60.0)
                    .containsEntry("tideline_classifier_end_to_end_seconds_count{model_version=\"1\"}", 60.0)
                    .containsEntry(
                            "tideline_classifier_end_to_end_seconds_bucket{model_version=\"1\",le=\"+Inf\"}", 60.0)
                    .containsEntry(
                            "tideline_classifier_inference_seconds_count{model_version=\"1\"}",
                            metrics.get("tideline_classifier_batch_size_count{model_version=\"1\"}"));
            assertThat(metrics)
                    .containsKeys(
                            "tideline_classifier_queue_seconds_bucket{le=\"0.05\"}",
                            "tideline_classifier_decode_seconds_bucket{le=\"0.05\"}",
                            "tideline_classifier_batch_wait_seconds_bucket{le=\"0.05\"}",
                            "tideline_classifier_inference_seconds_bucket{model_version=\"1\",le=\"0.05\"}",
                            "tideline_classifier_batch_size_bucket{model_version=\"1\",le=\"32.0\"}",
                            "tideline_classifier_end_to_end_seconds_bucket{model_version=\"1\",le=\"0.15\"}");
        }
    }

    /** Predictions and dead letters of every label together. */
    private static double answered(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("tideline_classifier_predictions_total")
                        || sample.getKey().startsWith("tideline_classifier_dead_letters_total"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @Test
    void kafkaStreamsAndTheJvmAreSeenToo() throws Exception {
        fixture.publishModel();
        try (ClassifierService classifier = fixture.newClassifier()) {
            OperationsClient client = started(classifier);
            awaitReady(client);

            assertThat(client.metrics().keySet())
                    .anyMatch(sample -> sample.startsWith("kafka_consumer_fetch_manager_"))
                    .anyMatch(sample -> sample.startsWith("kafka_stream_thread_"))
                    .anyMatch(sample -> sample.startsWith("kafka_producer_"))
                    .anyMatch(sample -> sample.startsWith("jvm_memory_used_bytes{"))
                    .contains("process_cpu_usage");
        }
    }

    @Test
    void aClassifierIsReadyOnceAModelIsWarmAndNoLongerWhenItIsClosed() throws Exception {
        ClassifierService classifier = fixture.newClassifier();
        try (classifier) {
            OperationsClient client = started(classifier);
            assertThat(client.status(LIVE)).isEqualTo(200);
            assertThat(client.status(READY)).isEqualTo(503);
            assertThat(client.json(READY).get("error").textValue()).contains(ClassifierFixture.MODEL);
            assertThat(client.status(MODEL)).isEqualTo(404);
            assertThat(client.status(MODEL + "/ready")).isEqualTo(503);
            assertThat(client.metric("tideline_classifier_ready")).isZero();

            fixture.publishModel();
            awaitReady(client);
            assertThat(client.status(MODEL + "/ready")).isEqualTo(200);
            assertThat(client.metric("tideline_classifier_ready")).isEqualTo(1);
            assertThat(client.metric("tideline_classifier_model_load_seconds_count"))
                    .isEqualTo(1);
        }

        assertThat(classifier.health().isLive()).isFalse();
        assertThat(classifier.health().obstacle()).hasValue("The classifier has stopped");
        OperationsClient late = new OperationsClient(classifier.operationsUrl().orElseThrow());
        assertThatThrownBy(() -> late.status(LIVE))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void aClassifierThatHasFailedIsNeitherLiveNorReady() throws Exception {
        // Nothing that anybody serializes as a prediction is compatible with this.
        register(fixture.kafka().topics().predictions().valueSubject(), "{\"schema\": \"\\\"string\\\"\"}");
        fixture.publishModel();
        fixture.publish("one", DrawnPictures.dark());

        try (ClassifierService classifier = fixture.newClassifier()) {
            OperationsClient client = started(classifier);
            await().atMost(PATIENCE).until(() -> classifier.state() == ClassifierService.State.FAILED);

            assertThat(client.status(LIVE)).isEqualTo(503);
            assertThat(client.status(READY)).isEqualTo(503);
        }
    }

    private void register(String subject, String schema) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(fixture.kafka().registryUrl() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(schema))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theServedModelIsDescribedAsInTheOpenInferenceProtocol() throws Exception {
        fixture.publishModel();
        try (ClassifierService classifier = fixture.newClassifier()) {
            OperationsClient client = started(classifier);
            awaitReady(client);
            JsonNode metadata = client.json(MODEL);

            assertThat(metadata)
                    .hasToString("{\"name\":\"brightness\",\"versions\":[\"1\"],\"platform\":\"tensorflow_savedmodel\","
                            + "\"inputs\":[{\"name\":\"pictures\",\"datatype\":\"UINT8\",\"shape\":[-1,16,16,3]}],"
                            + "\"outputs\":[{\"name\":\"probability\",\"datatype\":\"FP32\",\"shape\":[-1,1]}]}");
            assertThat(client.json(MODEL + "/versions/1")).isEqualTo(metadata);
            assertThat(client.json(MODEL + "/versions/1/ready"))
                    .hasToString("{\"name\":\"brightness\",\"ready\":true}");
            for (String absent : List.of(MODEL + "/versions/2", MODEL + "/versions/2/ready", "/v2/models/cats")) {
                assertThat(client.status(absent)).as(absent).isEqualTo(404);
                assertThat(client.json(absent).get("error").textValue()).contains("is not served here");
            }
            assertThat(client.json("/v2").get("name").textValue()).isEqualTo("tideline-classifier");
        }
    }

    @Test
    void ofRetiredVersionsOnlyTheNewestKeepsItsMeters() throws Exception {
        fixture.publishModel();
        try (ClassifierService classifier = fixture.newClassifier()) {
            OperationsClient client = started(classifier);
            for (int version = 1; version <= 3; version++) {
                if (version > 1) {
                    fixture.publishModel();
                }
                awaitMetric(client, "tideline_classifier_model_version{model=\"brightness\"}", version);
                fixture.publish("picture-" + version, DrawnPictures.dark());
                awaitMetric(client, "tideline_classifier_predictions_total{model_version=\"" + version + "\"}", 1);
            }
            Map<String, Double> metrics = client.metrics();

            assertThat(metrics).containsEntry("tideline_classifier_model_swaps_total", 2.0);
            assertThat(metrics.keySet())
                    .anyMatch(sample -> sample.contains("model_version=\"2\""))
                    .noneMatch(sample -> sample.contains("model_version=\"1\""));
        }
    }

    @Test
    void aSecondClassifierOnTheSamePortSaysWhatToDo() {
        try (ClassifierService first = fixture.newClassifier()) {
            started(first);
            int port = URI.create(first.operationsUrl().orElseThrow()).getPort();
            fixture.settings().put("classifier.http.port", Integer.toString(port));

            try (ClassifierService second = fixture.newClassifier()) {
                assertThatThrownBy(second::start)
                        .isInstanceOf(HttpException.class)
                        .hasMessageContaining("classifier.http.port");
            }
        }
    }

    @Test
    void aClassifierShowsNothingOverHttpUnlessAsked() {
        fixture.settings().remove("classifier.http.port");

        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            assertThat(classifier.operationsUrl()).isEmpty();
        }
    }
}
