package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.model.claim.ClaimCheckSettings;
import dev.tideline.model.operations.HttpSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.gate.GateSettings;
import dev.tideline.trainer.training.ClassWeights;
import dev.tideline.trainer.weights.OfficialFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerSettingsTest {
    @Test
    void everySettingIsRead() {
        Settings settings = Settings.of(Map.ofEntries(
                Map.entry("model.name", "pets"),
                Map.entry("topics.prefix", "a-"),
                Map.entry("topics.create", "false"),
                Map.entry("trainer.data.dir", "data"),
                Map.entry("trainer.reasons", "labels, error"),
                Map.entry("trainer.min.labels", "7"),
                Map.entry("trainer.max.label.age", "12h"),
                Map.entry("trainer.drift.confidence", "0.01"),
                Map.entry("trainer.cool.down", "1m"),
                Map.entry("trainer.min.pictures.per.class", "3"),
                Map.entry("trainer.max.pictures", "500"),
                Map.entry("trainer.retry.after", "2s"),
                Map.entry("trainer.split.validation", "0.3"),
                Map.entry("trainer.split.test", "0.15"),
                Map.entry("trainer.weights", "none"),
                Map.entry("trainer.width", "0.35"),
                Map.entry("trainer.start", "production"),
                Map.entry("trainer.seed", "5"),
                Map.entry("trainer.input.size", "96"),
                Map.entry("trainer.batch.size", "8"),
                Map.entry("trainer.epochs", "4"),
                Map.entry("trainer.rate", "0.001"),
                Map.entry("trainer.fine.tuning.epochs", "2"),
                Map.entry("trainer.fine.tuning.rate", "0.0001"),
                Map.entry("trainer.fine.tuning.from.layer", "50"),
                Map.entry("trainer.dropout", "0.1"),
                Map.entry("trainer.variants", "2"),
                Map.entry("trainer.precision", "float32"),
                Map.entry("trainer.class.weights", "balanced"),
                Map.entry("trainer.cache.megabytes", "100"),
                Map.entry("trainer.threads", "1"),
                Map.entry("trainer.labeling.threads", "2"),
                Map.entry("trainer.images.retention", "1d"),
                Map.entry("trainer.feedback.retention", "2d"),
                Map.entry("trainer.claim.allowed", "file:/srv/pictures/"),
                Map.entry("trainer.claim.megabytes", "3"),
                Map.entry("trainer.claim.patience", "4s"),
                Map.entry("trainer.purge.every", "5s"),
                Map.entry("trainer.session.timeout", "7s"),
                Map.entry("trainer.gate.significance", "0.01"),
                Map.entry("trainer.gate.tolerance", "0.02"),
                Map.entry("trainer.gate.forgetting", "0.03"),
                Map.entry("trainer.keep.versions", "6"),
                Map.entry("trainer.http.host", "0.0.0.0"),
                Map.entry("trainer.http.port", "9000")));
        TrainerSettings trainer = TrainerSettings.from(settings);
        settings.rejectUnasked();

        assertThat(trainer.modelName()).isEqualTo("pets");
        assertThat(trainer.createTopics()).isFalse();
        assertThat(trainer.picturesPerClass()).isEqualTo(3);
        assertThat(trainer.budget()).isEqualTo(new PictureBudget(500));
        assertThat(trainer.retrain())
                .isEqualTo(new RetrainSettings(
                        Set.of(RunReason.LABELS, RunReason.ERROR),
                        7,
                        Duration.ofHours(12),
                        0.01,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(2)));
        assertThat(trainer.split()).isEqualTo(new Split(0.3, 0.15));
        assertThat(trainer.weights()).isEqualTo(new WeightsChoice.Random(0.35, 5));
        assertThat(trainer.start()).isEqualTo(StartChoice.PRODUCTION);
        assertThat(trainer.training().threads()).isEqualTo(1);
        assertThat(trainer.gate()).isEqualTo(new GateSettings(0.01, 0.02, 0.03));
        assertThat(trainer.keepVersions()).isEqualTo(6);
        assertThat(trainer.training().inputSize()).isEqualTo(96);
        assertThat(trainer.training().featureExtractionEpochs()).isEqualTo(4);
        assertThat(trainer.training().fineTuningEpochs()).isEqualTo(2);
        assertThat(trainer.training().fineTuneAt()).isEqualTo(50);
        assertThat(trainer.training().classWeights()).isEqualTo(ClassWeights.BALANCED);
        assertThat(trainer.training().cache()).contains(Path.of("data", "features"));
        assertThat(trainer.training().cacheBytes()).isEqualTo(100L << 20);
        assertThat(trainer.labeling().applicationId()).isEqualTo("a-tideline-trainer");
        assertThat(trainer.labeling().threads()).isEqualTo(2);
        assertThat(trainer.labeling().imagesRetention()).isEqualTo(Duration.ofDays(1));
        assertThat(trainer.labeling().feedbackRetention()).isEqualTo(Duration.ofDays(2));
        assertThat(trainer.claims())
                .isEqualTo(new ClaimCheckSettings(
                        List.of(URI.create("file:/srv/pictures/")), 3 << 20, Duration.ofSeconds(4)));
        assertThat(trainer.labeling().purgeEvery()).isEqualTo(Duration.ofSeconds(5));
        assertThat(trainer.sessionTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(trainer.http()).isEqualTo(new HttpSettings("trainer", "0.0.0.0", 9000));
    }

    @Test
    void aReasonThatDoesNotExistIsRefusedWithThoseThatDo() {
        Settings settings = Settings.of(Map.of("trainer.weights", "none", "trainer.reasons", "labels,mood"));

        assertThatThrownBy(() -> TrainerSettings.from(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("trainer.reasons")
                .hasMessageContaining("labels,mood")
                .hasMessageContaining("labels,age,error,request");
    }

    @Test
    void aSessionThatBrokersRefuseIsRefusedByName() {
        Settings settings = Settings.of(Map.of("trainer.weights", "none", "trainer.session.timeout", "5s"));

        assertThatThrownBy(() -> TrainerSettings.from(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("trainer.session.timeout")
                .hasMessageContaining("from 6s to 30m");
    }

    @Test
    void weightsAreAFileThatIsThere(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("weights.h5"));

        assertThat(WeightsChoice.parse(file.toString(), 1.0, 160, 1)).isEqualTo(new WeightsChoice.File(file));
        assertThatThrownBy(() -> WeightsChoice.parse(folder.resolve("absent.h5").toString(), 1.0, 160, 1))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("trainer.weights")
                .hasMessageContaining("absent.h5");
    }

    @Test
    void imagenetIsKerasFileForTheWidthAndTheInputSize() {
        assertThat(WeightsChoice.parse("imagenet", 0.35, 128, 1))
                .isEqualTo(new WeightsChoice.ImageNet(new OfficialFile(0.35, 128)));
        assertThatThrownBy(() -> WeightsChoice.parse("imagenet", 0.4, 128, 1))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("trainer.width")
                .hasMessageContaining("0.35");
    }

    @Test
    void sharesThatLeaveNothingToTrainOnAreRefusedByName() {
        Settings settings = Settings.of(Map.of("trainer.weights", "none", "trainer.split.test", "1.5"));

        assertThatThrownBy(() -> TrainerSettings.from(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("trainer.split.test");
    }
}
