package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.ingest.Admission.Admitted;
import dev.tideline.ingest.Admission.Refused;
import dev.tideline.ingest.Refusal.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
    @TempDir
    Path folder;

    @Test
    void aPicturesIdIsTheBeginningOfItsSha256() throws Exception {
        Path file = Files.write(folder.resolve("a.png"), TestPictures.png(1));

        Picture picture = admitted(Admission.of(file, "a.png"));

        assertThat(picture.sha256()).hasSize(64);
        assertThat(picture.id()).isEqualTo(picture.sha256().substring(0, 32));
        assertThat(picture.contentType()).isEqualTo("image/png");
        assertThat(encoded(picture)).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void theContentDecidesNotTheName() throws Exception {
        Path file = Files.write(folder.resolve("really-a-png.txt"), TestPictures.png(1));

        assertThat(admitted(Admission.of(file, "x")).contentType()).isEqualTo("image/png");
    }

    @Test
    void textThatIsNamedLikeAPictureIsRefused() {
        byte[] text = "not a picture at all".getBytes(StandardCharsets.UTF_8);

        assertThat(refusal(Admission.of(text, "text.jpg")).reason()).isEqualTo(Reason.NOT_A_PICTURE);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThat(refusal(Admission.of(new byte[0], "empty.jpg")).reason()).isEqualTo(Reason.EMPTY);
    }

    @Test
    void aPictureCutWithinItsHeaderIsRefused() {
        byte[] head = Arrays.copyOf(TestPictures.png(1), 12);

        Refusal refusal = refusal(Admission.of(head, "cut.png"));

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_A_PICTURE);
        assertThat(refusal.message()).contains("PNG").contains("cut short");
    }

    @Test
    void aWebPPictureIsRefusedByItsName() {
        byte[] webp = "RIFF\1\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);

        Refusal refusal = refusal(Admission.of(webp, "modern.webp"));

        assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(refusal.message()).contains("WEBP").contains("convert");
    }

    @Test
    void aPictureOverTheInlineLimitIsRefusedWithTheReason() throws Exception {
        byte[] large = Arrays.copyOf(TestPictures.png(1), Admission.INLINE_LIMIT + 1);
        Path file = Files.write(folder.resolve("large.png"), large);

        Refusal refusal = refusal(Admission.of(file, "large.png"));

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal.message()).contains("10 MB").contains("--claim-base");
    }

    @Test
    void aPictureOfExactlyTheInlineLimitIsAdmitted() {
        byte[] large = Arrays.copyOf(TestPictures.png(1), Admission.INLINE_LIMIT);

        assertThat(encoded(admitted(Admission.of(large, "large.png")))).hasSize(Admission.INLINE_LIMIT);
    }

    @Test
    void aLinkToNowhereIsRefusedAndNotThrown() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.jpg"), folder.resolve("gone.jpg"));

        assertThat(refusal(Admission.of(link, "link.jpg")).reason()).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void aLargePictureWithAnAddressGoesByClaimCheckAndALargeFileOfSomethingElseDoesNot() throws Exception {
        byte[] large = Arrays.copyOf(TestPictures.png(1), Admission.INLINE_LIMIT + 1);
        Path file = Files.write(folder.resolve("large.png"), large);
        Path text = Files.write(folder.resolve("text.png"), new byte[Admission.INLINE_LIMIT + 1]);
        Path small = Files.write(folder.resolve("small.png"), TestPictures.png(1));
        Optional<String> address = Optional.of("https://a.example/x.png");

        Picture picture = admitted(Admission.of(file, "large.png", address));
        assertThat(picture.content()).isEqualTo(new Picture.Content.Claim("https://a.example/x.png"));
        assertThat(picture.length()).isEqualTo(large.length);
        assertThat(picture.sha256()).isEqualTo(Picture.inline("", "", large).sha256());
        assertThat(refusal(Admission.of(text, "text.png", address)).reason()).isEqualTo(Reason.NOT_A_PICTURE);
        assertThat(admitted(Admission.of(small, "small.png", address)).content())
                .isInstanceOf(Picture.Content.Inline.class);
    }

    private static byte[] encoded(Picture picture) {
        return ((Picture.Content.Inline) picture.content()).encoded();
    }

    private static Picture admitted(Admission admission) {
        assertThat(admission).isInstanceOf(Admitted.class);
        return ((Admitted) admission).picture();
    }

    private static Refusal refusal(Admission admission) {
        assertThat(admission).isInstanceOf(Refused.class);
        return ((Refused) admission).refusal();
    }
}
