package dev.tideline.schemas.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PictureHeaderTest {

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG", "GIF", "BMP"})
    void formatAndSizeComeFromTheHeader(PictureFormat format) throws Exception {
        for (int[] size : new int[][] {{1, 1}, {17, 300}, {640, 2}}) {
            assertThat(PictureHeader.read(picture(format, size[0], size[1])))
                    .contains(new PictureHeader(format, size[0], size[1]));
        }
    }

    @Test
    void theSizeOfARealPhotoIsFoundBehindItsMetadata() throws Exception {
        byte[] photo = Files.readAllBytes(SharedData.path("pictures/grace_hopper.jpg"));
        BufferedImage decoded =
                ImageIO.read(SharedData.path("pictures/grace_hopper.jpg").toFile());

        assertThat(PictureHeader.read(photo))
                .contains(new PictureHeader(PictureFormat.JPEG, decoded.getWidth(), decoded.getHeight()));
    }

    @Test
    void aJpegHeaderIsFoundBehindFillBytesAndAnEmbeddedThumbnail() throws Exception {
        byte[] jpeg = picture(PictureFormat.JPEG, 30, 40);
        byte[] thumbnail = picture(PictureFormat.JPEG, 3, 4);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, 2);
        int length = thumbnail.length + 2;
        bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length});
        bytes.writeBytes(thumbnail);
        bytes.write(jpeg, 2, jpeg.length - 2);

        assertThat(PictureHeader.read(bytes.toByteArray())).contains(new PictureHeader(PictureFormat.JPEG, 30, 40));
    }

    @Test
    void anEnormousPictureShowsItsSizeWithoutBeingDecoded() throws Exception {
        byte[] png = picture(PictureFormat.PNG, 1, 1);
        Arrays.fill(png, 16, 24, (byte) 0);
        png[18] = png[22] = 0x75;
        png[19] = png[23] = 0x30;

        assertThat(PictureHeader.read(png).orElseThrow().pixels()).isEqualTo(30_000L * 30_000L);
    }

    @Test
    void aBmpFromTopToBottomHasAPositiveHeight() throws Exception {
        byte[] bmp = picture(PictureFormat.BMP, 5, 7);
        Arrays.fill(bmp, 22, 26, (byte) 0xff);
        bmp[22] = -7;

        assertThat(PictureHeader.read(bmp)).contains(new PictureHeader(PictureFormat.BMP, 5, 7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RIFF____WEBPVP8 | WEBP | image/webp",
                "II*0____________ | TIFF | image/tiff",
                "MM0*____________ | TIFF | image/tiff",
                "____ftypheic____ | HEIC | image/heic",
                "____ftypavif____ | HEIC | image/heic",
            })
    void otherFormatsAreKnownByNameButNotSupported(String start, PictureFormat format, String contentType) {
        byte[] encoded = start.replace('0', '\0').getBytes(StandardCharsets.US_ASCII);

        assertThat(PictureFormat.sniff(encoded)).contains(format);
        assertThat(format.supported()).isFalse();
        assertThat(format.contentType()).isEqualTo(contentType);
        assertThat(PictureHeader.read(encoded)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "B", "a text that was renamed to .jpg", "%PDF-1.7", "____ftypisom____"})
    void whatIsNoPictureHasNoHeader(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(PictureHeader.read(encoded)).isEmpty();
        assertThat(PictureFormat.sniff(encoded)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG", "GIF", "BMP"})
    void noBytesMakeItThrowOrNameAnImpossibleSize(PictureFormat format) throws Exception {
        byte[] picture = picture(format, 33, 21);
        Random random = new Random(20);
        for (int round = 0; round < 20_000; round++) {
            byte[] mutated = Arrays.copyOf(picture, random.nextInt(picture.length + 1));
            for (int change = random.nextInt(8); change > 0 && mutated.length > 0; change--) {
                // Most changes go into the header, where they can do harm.
                int reach = random.nextBoolean() ? Math.min(mutated.length, 64) : mutated.length;
                mutated[random.nextInt(reach)] = (byte) (random.nextInt(4) == 0 ? 0xff : random.nextInt());
            }
            Optional<PictureHeader> header = PictureHeader.read(mutated);
            header.ifPresent(read -> {
                assertThat(read.width()).isPositive();
                assertThat(read.height()).isPositive();
            });
        }
    }

    private static byte[] picture(PictureFormat format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        assertThat(ImageIO.write(image, format.name(), bytes)).isTrue();
        return bytes.toByteArray();
    }
}
