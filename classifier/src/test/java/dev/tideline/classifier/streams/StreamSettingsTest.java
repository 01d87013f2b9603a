package dev.tideline.classifier.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {
    private static Object guaranteeOf(Map<String, String> values) {
        Settings settings = Settings.of(values);
        return StreamSettings.from(settings)
                .streamsConfig(KafkaSettings.from(settings))
                .get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
    }

    @Test
    void picturesAreAnsweredExactlyOnceUnlessToldOtherwise() {
        assertThat(guaranteeOf(Map.of())).isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
        assertThat(guaranteeOf(Map.of("classifier.guarantee", "at_least_once"))).isEqualTo(StreamsConfig.AT_LEAST_ONCE);
    }

    @Test
    void aClientSettingThatIsPassedThroughDoesNotWeakenTheGuarantee() {
        assertThat(guaranteeOf(Map.of("kafka.processing.guarantee", "at_least_once")))
                .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    }

    @Test
    void aWrongGuaranteeIsNamedWithItsKeyAndTheChoices() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> guaranteeOf(Map.of("classifier.guarantee", "at_most_once")))
                .withMessageContaining("classifier.guarantee")
                .withMessageContaining("at_most_once")
                .withMessageContaining("exactly_once, at_least_once");
    }

    @Test
    void aCommitIntervalThatATransactionWouldNotOutlastIsRefusedWithItsKey() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> guaranteeOf(Map.of("classifier.commit.interval.backlog", "6s")))
                .withMessageContaining("classifier.commit.interval.backlog")
                .withMessageContaining("at most 5000 ms");
    }
}
