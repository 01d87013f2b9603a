package dev.tideline.model.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimCheckSettingsTest {
    private static ClaimCheckSettings from(Map<String, String> settings) {
        return ClaimCheckSettings.from(Settings.of(settings), "classifier");
    }

    @Test
    void nothingIsAllowedUnlessItIsSet() {
        assertThat(from(Map.of())).isEqualTo(new ClaimCheckSettings(List.of(), 32 << 20, Duration.ofSeconds(10)));
    }

    @Test
    void prefixesAreAListOfAddresses() {
        assertThat(from(Map.of("classifier.claim.allowed", " https://a.example/pics , file:/srv/pics/,"))
                        .allowed())
                .containsExactly(URI.create("https://a.example/pics"), URI.create("file:/srv/pics/"));
    }

    @Test
    void aPrefixThatIsNoAddressIsNamedWithItsRemedy() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> from(Map.of("classifier.claim.allowed", "https://a.example/,/srv/pics")))
                .withMessageContaining("classifier.claim.allowed")
                .withMessageContaining("\"/srv/pics\"")
                .withMessageContaining("file:/srv/pictures/");
    }
}
