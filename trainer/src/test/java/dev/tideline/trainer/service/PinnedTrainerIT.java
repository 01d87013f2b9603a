package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.ModelVersion;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.events.TrainingVerdict;
import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.schemas.settings.Settings;
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
    void aPinnedProductionStaysAndOldVersionsAreRemovedWhenNothingNamesThem() {
        topics.label("disc", 40);
        topics.label("cross", 40);
        try (TrainerService service = service();
                ModelAdmin ann = new ModelAdmin(topics.kafka(), "ann")) {
            service.start();
            await().atMost(TrainerTopics.PATIENCE)
                    .until(() -> service.waitingFor().startsWith("80 of the"));
            assertThat(verdict(topics.nextRun()).getDifference()).isNull();
            ann.pin("default", OptionalInt.empty(), "holidays");

            List<TrainingEvent> pinned = topics.nextRun();
            assertThat(verdict(pinned).getPromoted()).isFalse();
            assertThat(verdict(pinned).getObjections()).containsExactly("pinned");
            assertThat(TrainerTopics.event(TrainingEventType.DONE, pinned).getMessage())
                    .startsWith(
                            "The candidate is kept back: production is pinned to version 1 by ann (holidays). The candidate is");
            assertThat(named(ModelCatalog.PRODUCTION)).isEqualTo(1);
            assertThat(named(ModelCatalog.CANDIDATE)).isEqualTo(2);
            ann.unpin("default");

            TrainingVerdict promoted = verdict(topics.nextRun());
            assertThat(promoted.getObjections()).isEmpty();
            assertThat(named(ModelCatalog.PRODUCTION)).isEqualTo(3);
            assertThat(version(3).getMetrics())
                    .containsEntry("holdout_difference", promoted.getDifference())
                    .containsEntry("holdout_difference_low", promoted.getDifferenceLow())
                    .containsEntry("holdout_difference_high", promoted.getDifferenceHigh());
            assertThat(numbers()).containsExactly(1, 2, 3);

            topics.nextRun();
            assertThat(named(ModelCatalog.PRODUCTION)).isEqualTo(4);
            // Of those before the newest, 2 is candidate and 3 is the way back.
            await().atMost(TrainerTopics.PATIENCE).until(() -> numbers().equals(List.of(2, 3, 4)));
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
                        "trainer.epochs", "1",
                        "trainer.fine.tuning.epochs", "1",
                        "trainer.keep.versions", "1"))));
    }
}
