package dev.tideline.model.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tideline.model.claim.ClaimCheckException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://a.example/pics/, https://a.example/pics/1.jpg",
        "https://a.example/pics, https://a.example/pics/1.jpg",
        "https://a.example/pics/, HTTPS://A.Example:443/pics/2026/1.jpg",
        "http://a.example/, http://a.example:80/1.jpg",
        "https://a.example/pics/, https://a.example/pics/./x/../1.jpg",
        "https://a.example/pics/, https://a.example/pics/1.jpg?signature=x/../y",
        "https://a.example/pics/, https://a.example/pics/100%25.jpg",
        "https://a.example/pics/, https://a.example/pics/..jpg",
        "https://a.example/é/, https://a.example/%C3%A9/1.jpg",
        "file:/srv/pics/, file:///srv/pics/1.jpg",
        "file:///srv/pics, file:/srv/pics/a%20b.jpg",
    })
    void whatLiesUnderAPrefixIsHeld(String prefix, String address) throws ClaimCheckException {
        assertThat(PictureAddress.of(prefix).holds(PictureAddress.of(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/pics/, https://a.example/pics-secret/1.jpg",
        "https://a.example/pics/, https://a.example/pics/../secret.jpg",
        "https://a.example/pics/, https://a.example/PICS/1.jpg",
        "https://a.example/pics/, https://a.example/1.jpg?/pics/",
        "https://a.example/pics/, http://a.example/pics/1.jpg",
        "https://a.example/pics/, https://a.example:8443/pics/1.jpg",
        "https://a.example/pics/, https://b.example/pics/1.jpg",
        "https://a.example/pics/, https://a.example.evil.example/pics/1.jpg",
        "https://a.example/pics/, file:/pics/1.jpg",
        "file:/srv/pics/, file:/srv/pics/../secret.jpg",
        "file:/srv/pics/, file:/srv/pics-secret/1.jpg",
        "file:/srv/pics/, https://a.example/srv/pics/1.jpg",
    })
    void whatLiesElsewhereIsNot(String prefix, String address) throws ClaimCheckException {
        assertThat(PictureAddress.of(prefix).holds(PictureAddress.of(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pics/1.jpg",
                "//a.example/pics/1.jpg",
                "ftp://a.example/1.jpg",
                "jar:file:/srv/pics.zip!/1.jpg",
                "mailto:a@a.example",
                "https:1.jpg",
                "https:///1.jpg",
                "https://a.example@evil.example/pics/1.jpg",
                "https://user:password@a.example/pics/1.jpg",
                "https://a.example\\@evil.example/pics/1.jpg",
                "https://a.example/pics/1.jpg#x",
                "https://a.example/../1.jpg",
                "https://a.example/pics/%2e%2e/secret.jpg",
                "https://a.example/pics/.%2E/secret.jpg",
                "https://a.example/pics/%252e%252e/secret.jpg",
                "https://a.example/pics/..%2fsecret.jpg",
                "https://a.example/pics/..%5csecret.jpg",
                "https://a.example/pics/x%00.jpg",
                "https://a.example/pics/a b.jpg",
                "file://server/share/1.jpg",
                "file:/srv/pics/1.jpg?x",
                "file:/srv/pics/%2e%2e/secret.jpg",
                "file:srv/pics/1.jpg",
            })
    void anAddressThatSomebodyMightReadDifferentlyIsRefused(String address) {
        assertThatExceptionOfType(ClaimCheckException.class)
                .isThrownBy(() -> PictureAddress.of(address))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }

    @Test
    void aMessageDoesNotRepeatASignature() throws ClaimCheckException {
        assertThat(PictureAddress.of("https://a.example/1.jpg?signature=secret"))
                .hasToString("https://a.example/1.jpg?…");
    }
}
