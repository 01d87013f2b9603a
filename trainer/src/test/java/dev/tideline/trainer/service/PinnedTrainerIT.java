package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.ModelVersion;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.events.TrainingVerdict;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.store.Assessment;
import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelPublisher;
import dev.tideline.model.store.Publication;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.trainer.testing.BrightnessModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedTrainerIT {
    @TempDir
    private Path folder;

    private TrainerTopics topics;

    @BeforeEach
    void start() {
        topics = new TrainerTopics(folder.resolve("cluster"));
    }

    @AfterEach
    void stop() {
        topics.close();
    }

    @Test
    void aPinnedProductionStaysAndOldVersionsAreRemovedWhenNothingNamesThem() throws Exception {
        ModelBundle foreign = BrightnessModel.write(folder.resolve("foreign"), "dark", "bright");
        topics.label("disc", 40);
        topics.label("cross", 40);
        try (ModelPublisher publisher = ModelPublisher.open(topics.kafka(), "default");
                ModelAdmin ann = new ModelAdmin(topics.kafka(), "ann")) {
            Publication unnamed = Publication.of("import", "ann");
            publisher.publish(foreign, unnamed);
            publisher.publish(foreign, unnamed);
            publisher.publish(foreign, unnamed.withAlias(ModelCatalog.PRODUCTION, "a test"));
            ann.pin("default", OptionalInt.of(3), "holidays");
        }
        try (TrainerService service = service()) {
            service.start();
            await().atMost(TrainerTopics.PATIENCE)
                    .until(() -> service.waitingFor().startsWith("80 of the"));

            List<TrainingEvent> run = topics.nextRun();
            TrainingVerdict verdict = verdict(run);
            assertThat(verdict.getPromoted()).isFalse();
            assertThat(verdict.getObjections()).containsExactly("pinned");
            assertThat(TrainerTopics.event(TrainingEventType.DONE, run).getMessage())
                    .startsWith("The candidate is kept back: production is pinned to version 3 by ann (holidays). The"
                            + " candidate is better: ");
            assertThat(named(ModelCatalog.PRODUCTION)).isEqualTo(3);
            assertThat(named(ModelCatalog.CANDIDATE)).isEqualTo(4);
            assertThat(Assessment.of(version(4)).verdict())
                    .get()
                    .hasToString("kept back: pinned")
                    .extracting(Assessment.Verdict::message)
                    .isEqualTo(
                            TrainerTopics.event(TrainingEventType.VERDICT, run).getMessage());
            assertThat(version(4).getMetrics())
                    .containsEntry("holdout_difference", verdict.getDifference())
                    .containsEntry("holdout_difference_low", verdict.getDifferenceLow())
                    .containsEntry("holdout_difference_high", verdict.getDifferenceHigh());
            await().atMost(TrainerTopics.PATIENCE).until(() -> numbers().equals(List.of(3, 4)));
        }
    }

    private static TrainingVerdict verdict(List<TrainingEvent> run) {
        return TrainerTopics.event(TrainingEventType.VERDICT, run).getVerdict();
    }

    private int named(String alias) {
        return ModelCatalog.read(topics.kafka())
                .alias("default", alias)
                .orElseThrow()
                .getVersion();
    }

    private ModelVersion version(int number) {
        return ModelCatalog.read(topics.kafka()).version("default", number).orElseThrow();
    }

    private List<Integer> numbers() {
        return ModelCatalog.read(topics.kafka()).versions("default").stream()
                .map(ModelVersion::getVersion)
                .toList();
    }

    private TrainerService service() {
        return new TrainerService(
                topics.kafka(),
                TrainerSettings.from(Settings.of(Map.of(
                        "trainer.data.dir", folder.resolve("trainer").toString(),
                        "trainer.weights", "none",
                        "trainer.width", "0.35",
                        "trainer.input.size", "32",
                        "trainer.min.labels", "100000",
                        "trainer.exact", "false",
                        "trainer.epochs", "1",
                        "trainer.fine.tuning.epochs", "1",
                        "trainer.keep.versions", "1"))));
    }
}
