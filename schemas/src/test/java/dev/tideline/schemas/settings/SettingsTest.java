package dev.tideline.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private enum Precision {
        AUTO,
        FLOAT32
    }

    @TempDir
    Path folder;

    @Test
    void flagsWinOverTheEnvironmentWhichWinsOverTheFileWhichWinsOverDefaults() throws IOException {
        Path file = folder.resolve("tideline.properties");
        Files.writeString(file, "a=file\nb=file\nc=file\n");
        Settings settings = Settings.load(
                file, Map.of("TIDELINE_B", "env", "TIDELINE_C", "env", "OTHER_D", "x"), Map.of("c", "flag"));

        assertThat(settings.text("a", "default")).isEqualTo("file");
        assertThat(settings.text("b", "default")).isEqualTo("env");
        assertThat(settings.text("c", "default")).isEqualTo("flag");
        assertThat(settings.text("d", "default")).isEqualTo("default");
    }

    @Test
    void anEnvironmentNameSetsTheDottedKey() {
        Settings settings =
                Settings.load(folder.resolve("absent"), Map.of("TIDELINE_CLASSIFIER_BATCH_SIZE", "8"), Map.of());

        assertThat(settings.integer("classifier.batch.size", 32, 1, 64)).isEqualTo(8);
    }

    @Test
    void aWrongValueIsRefusedWithItsKeySourceAndRemedy() {
        Settings settings =
                Settings.of(Map.of("batch.size", "many", "wait", "soon", "precision", "half", "go", "maybe"));

        assertThatThrownBy(() -> settings.integer("batch.size", 32, 1, 64))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "Setting batch.size is \"many\" (from the command line), but must be a whole number from 1 to 64.");
        assertThatThrownBy(() -> settings.duration("wait", Duration.ofSeconds(1)))
                .hasMessageContaining("wait")
                .hasMessageContaining("250ms, 30s");
        assertThatThrownBy(() -> settings.choice("precision", Precision.AUTO))
                .hasMessageContaining("one of auto, float32");
        assertThatThrownBy(() -> settings.yes("go", true)).hasMessageContaining("true or false");
    }

    @Test
    void aNumberOutsideItsBoundsIsRefused() {
        Settings settings = Settings.of(Map.of("batch.size", "65", "share", "1.5"));

        assertThatThrownBy(() -> settings.integer("batch.size", 32, 1, 64)).isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> settings.number("share", 0.5, 0, 1)).isInstanceOf(SettingsException.class);
    }

    @Test
    void timesAreReadWithTheirUnits() {
        Settings settings = Settings.of(Map.of("a", "250ms", "b", "2m", "c", "7d"));

        assertThat(settings.duration("a", Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.duration("b", Duration.ZERO)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.duration("c", Duration.ZERO)).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void secretsAreMaskedWhereSettingsArePrinted() {
        Settings settings = Settings.of(Map.of(
                "kafka.ssl.keystore.password", "hush",
                "kafka.sasl.jaas.config", "hush",
                "kafka.basic.auth.user.info", "hush",
                "kafka.basic.auth.credentials.source", "USER_INFO",
                "schema.registry.url", "https://me:hush@registry:8081",
                "kafka.linger.ms", "5"));
        KafkaSettings.from(settings);

        assertThat(settings.effective().values()).doesNotContain("hush");
        assertThat(settings.effective())
                .containsEntry("kafka.linger.ms", "5")
                .containsEntry("schema.registry.url", "https://********@registry:8081")
                .containsEntry("kafka.basic.auth.credentials.source", "USER_INFO")
                .containsEntry("kafka.bootstrap.servers", "localhost:9092");
    }

    @Test
    void aMisspelledKeyIsNamed() {
        Settings settings = Settings.of(Map.of("clasifier.batch", "8"));
        settings.integer("classifier.batch", 32, 1, 64);

        assertThatThrownBy(settings::rejectUnasked)
                .hasMessageContaining("clasifier.batch")
                .hasMessageContaining("classifier.batch");
    }

    @Test
    void kafkaSettingsPassThroughAndWin() {
        KafkaSettings kafka = KafkaSettings.from(Settings.of(
                Map.of("kafka.security.protocol", "SSL", "kafka.acks", "1", "kafka.bootstrap.servers", "broker:9093")));

        assertThat(kafka.producer("test"))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("acks", "1")
                .containsEntry("bootstrap.servers", "broker:9093")
                .containsEntry("schema.registry.url", "http://localhost:8081");
    }

    @Test
    void aNumberMayBeLeftToTheProgram() {
        Settings settings = Settings.of(Map.of("set", "7", "left", "auto", "wrong", "some"));

        assertThat(settings.integerOrAuto("set", 1, 10)).hasValue(7);
        assertThat(settings.integerOrAuto("left", 1, 10)).isEmpty();
        assertThat(settings.integerOrAuto("unset", 1, 10)).isEmpty();
        assertThat(settings.effective()).containsEntry("unset", "auto");
        assertThatThrownBy(() -> settings.integerOrAuto("wrong", 1, 10))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("wrong")
                .hasMessageContaining("auto, or a whole number from 1 to 10");
    }
}
