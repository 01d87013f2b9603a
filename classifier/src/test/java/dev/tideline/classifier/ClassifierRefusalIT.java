package dev.tideline.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.ModelVersion;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.Publication;
import dev.tideline.schemas.testing.OperationsClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierRefusalIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private ClassifierFixture fixture;
    private PredictionLog predictions;
    private TopicTail<TrainingEvent> runs;
    private ClassifierService classifier;
    private OperationsClient client;

    @BeforeEach
    void serveTheFirstVersion() throws Exception {
        fixture = new ClassifierFixture(folder, 2);
        fixture.settings().put("classifier.http.port", "0");
        predictions = new PredictionLog(fixture.kafka());
        runs = new TopicTail<>(fixture.kafka(), fixture.kafka().topics().trainingRuns());
        fixture.publishModel();
        classifier = fixture.newClassifier();
        classifier.start();
        client = new OperationsClient(classifier.operationsUrl().orElseThrow());
        await().atMost(PATIENCE).until(() -> classifier.servingVersion().orElse(0) == 1);
    }

    @AfterEach
    void stop() {
        classifier.close();
        runs.close();
        predictions.close();
        fixture.close();
    }

    @Test
    void aVersionWithAWrongDigestIsRefused() throws Exception {
        ModelVersion version = fixture.publishModel(good(), Publication.of("import", "test"));
        fixture.send(
                fixture.kafka().topics().models(),
                version.getName() + "/" + version.getVersion(),
                ModelVersion.newBuilder(version)
                        .setArtifactSha256("0".repeat(64))
                        .build());
        try (ModelAdmin admin = new ModelAdmin(fixture.kafka(), "test")) {
            admin.setAlias(ClassifierFixture.MODEL, ModelCatalog.PRODUCTION, version.getVersion(), "try it");
        }

        assertRefused(version, "SHA-256");
    }

    @Test
    void aVersionThatDoesNotLoadIsRefused() throws Exception {
        Path place = Files.createDirectories(fixture.newBundleFolder());
        Files.write(place.resolve("saved_model.pb"), new byte[] {1, 2, 3});

        assertRefused(promote(ModelBundle.write(place, good().spec())), "TensorFlow cannot load the model");
    }

    @Test
    void aVersionWhoseLabelsDoNotFitIsRefused() throws Exception {
        ModelBundle bundle = good();
        ModelSpec spec = bundle.spec();
        ModelSpec threeLabels = new ModelSpec(
                spec.name(),
                0,
                List.of("dark", "dusk", "bright"),
                spec.input(),
                ModelSpec.Output.SOFTMAX,
                spec.signature(),
                Map.of(),
                Map.of());

        assertRefused(promote(ModelBundle.write(bundle.folder(), threeLabels)), "3 labels");
    }

    @Test
    void aVersionThatAnswersTheProbeWithNoNumberIsRefused() throws Exception {
        ModelBundle bundle = noNumbers();

        assertRefused(promote(bundle), "NaN");
    }

    @Test
    void aRefusalCarriesTheIdOfTheRunThatMadeTheVersion() throws Exception {
        ModelBundle bundle = noNumbers();
        fixture.publishModel(bundle, toProduction().byRun("20261123T201500Z-3f9c"));

        assertThat(awaitEvent().getRunId()).isEqualTo("20261123T201500Z-3f9c");
    }

    private ModelBundle good() throws IOException {
        return BrightnessModel.write(fixture.newBundleFolder(), ClassifierFixture.MODEL);
    }

    private ModelBundle noNumbers() throws IOException {
        return BrightnessModel.broken(BrightnessModel.Fault.ANSWERS_NO_NUMBERS)
                .writeTo(fixture.newBundleFolder(), ClassifierFixture.MODEL);
    }

    private static Publication toProduction() {
        return Publication.of("import", "test").withAlias(ModelCatalog.PRODUCTION, "try it");
    }

    private ModelVersion promote(ModelBundle bundle) throws IOException {
        return fixture.publishModel(bundle, toProduction());
    }

    /** The event is there, once; the metric counts; the old version serves on, and a good one takes over from it. */
    private void assertRefused(ModelVersion version, String reason) throws Exception {
        TrainingEvent event = awaitEvent();
        assertThat(event.getType()).isEqualTo(TrainingEventType.REFUSED);
        assertThat(event.getModelName()).isEqualTo(ClassifierFixture.MODEL);
        assertThat(event.getModelVersion()).isEqualTo(version.getVersion());
        assertThat(event.getReason()).isEqualTo("import");
        assertThat(event.getMessage())
                .contains(reason)
                .contains("tideline-classifier on ")
                .contains("process " + ProcessHandle.current().pid());
        assertThat(event.getRunId()).matches("\\d{8}T\\d{6}Z-brightness-" + version.getVersion());
        assertThat(client.metric("tideline_classifier_model_refusals_total")).isEqualTo(1);
        assertThat(client.status("/v2/health/ready")).isEqualTo(200);

        fixture.publish("after the refusal", DrawnPictures.bright());
        await().atMost(PATIENCE).until(() -> predictions.poll().predictions().size() == 1);
        assertThat(predictions.predictions().get(0).getModelVersion()).isEqualTo(1);

        fixture.publishModel();
        await().atMost(PATIENCE).until(() -> classifier.servingVersion().orElse(0) == version.getVersion() + 1);
        assertThat(runs.poll()).hasSize(1);
        assertThat(client.metric("tideline_classifier_model_refusals_total")).isEqualTo(1);
    }

    private TrainingEvent awaitEvent() {
        await().atMost(PATIENCE).until(() -> !runs.poll().isEmpty());
        assertThat(runs.keys()).containsExactly(runs.values().get(0).getRunId());
        return runs.values().get(0);
    }
}
