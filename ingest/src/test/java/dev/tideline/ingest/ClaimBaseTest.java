package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tideline.schemas.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimBaseTest {
    private static String uri(String base, String file) {
        return ClaimBase.from(Optional.of(base)).orElseThrow().uri(Path.of(file));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/pics/, 1.jpg, https://a.example/pics/1.jpg",
        "https://a.example, cats/1.jpg, https://a.example/cats/1.jpg",
        "file:/srv/pics, 'a b/100%.jpg', file:/srv/pics/a%20b/100%25.jpg",
        "http://a.example/, 'x?y#z:w;v@u&t=s+r.jpg', http://a.example/x%3Fy%23z%3Aw%3Bv%40u%26t%3Ds%2Br.jpg",
        "http://a.example/, -._~.jpg, http://a.example/-._%7E.jpg"
    })
    void aFilesAddressIsItsPathBelowTheBase(String base, String file, String address) {
        assertThat(uri(base, file)).isEqualTo(address);
    }

    @Test
    void aFilesAddressLeadsBackToIt() {
        Path file = Path.of("summer 2026", "100% + #1?.jpg");
        assertThat(Path.of(URI.create(uri("file:/srv/pics", file.toString()))))
                .isEqualTo(Path.of("/srv/pics").resolve(file));
    }

    @Test
    void whatIsNotAsciiIsWrittenAsTheBytesOfItsUtf8() {
        assertThat(uri("file:/srv", "größe €.jpg")).isEqualTo("file:/srv/gr%C3%B6%C3%9Fe%20%E2%82%AC.jpg");
    }

    @Test
    void withoutABaseThereAreNoClaimChecks() {
        assertThat(ClaimBase.from(Optional.empty())).isEmpty();
        assertThat(ClaimBase.from(Optional.of(" "))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/pictures",
                "ftp://a.example/",
                "https:pictures",
                "https:///pictures",
                "https://user@a.example/",
                "https://a.example/?x",
                "https://a.example/#x",
                "file://server/share",
                "https://a.example/a b/"
            })
    void whatIsNoFoldersAddressIsAWrongSettingWithItsRemedy(String base) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> ClaimBase.from(Optional.of(base)))
                .withMessageContaining("--claim-base")
                .withMessageContaining(base)
                .withMessageContaining("file:/srv/pictures/");
    }
}
