package dev.tideline.model.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.model.picture.UndecodablePictureException.Reason;
import dev.tideline.schemas.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is refused before anything is decoded. */
class PictureCheckTest {
    private static final PictureCheck CHECK = new PictureCheck(DecodeLimits.defaults());

    @Test
    void anEmptyPictureIsRefused() {
        assertRefused(new byte[0], Reason.EMPTY, "no bytes");
    }

    @Test
    void aTextIsRefused() {
        assertRefused("a cat".getBytes(StandardCharsets.UTF_8), Reason.NOT_A_PICTURE, "JPEG, PNG, GIF, BMP");
    }

    @Test
    void aFormatThatCannotBeDecodedIsNamed() {
        assertRefused("RIFF____WEBPVP8 ".getBytes(StandardCharsets.UTF_8), Reason.UNSUPPORTED_FORMAT, "WEBP");
    }

    @Test
    void anEnormousPngIsRefusedBeforeItIsDecoded() throws Exception {
        byte[] png = TestPictures.noise("PNG", 4, 4);
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);

        assertRefused(png, Reason.TOO_LARGE, "30000×30000");
    }

    @Test
    void anEnormousFrameInAGifOfModestSizeIsRefused() throws Exception {
        byte[] gif = TestPictures.animation(8, 8, 0xff0000);
        int descriptor = indexOf(gif, (byte) 0x2c);
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(descriptor + 5, (short) 60_000)
                .putShort(descriptor + 7, (short) 60_000);

        assertRefused(gif, Reason.TOO_LARGE, "60000×60000");
    }

    @Test
    void aJpegThatGoesOverManyPixelsManyTimesIsRefusedBeforeItIsDecoded() throws Exception {
        byte[] jpeg = TestPictures.progressiveJpeg(64, 64);
        assertThat(CHECK.decodable(jpeg)).isSameAs(jpeg);

        // The frame header is made to announce 25 million pixels, and further scans follow the last one.
        int frame = frameHeader(jpeg);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 5_000).putShort(frame + 7, (short) 5_000);
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 1, 5, 0x10};
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 1_000; i++) {
            bomb.writeBytes(scan);
        }
        bomb.write(jpeg, jpeg.length - 2, 2);

        assertRefused(bomb.toByteArray(), Reason.TOO_LARGE, "5000×5000 in 101");
    }

    @Test
    void whatAJpegHasAfterItsEndIsNotCountedAsWorkOnIt() throws Exception {
        byte[] jpeg = TestPictures.progressiveJpeg(64, 64);
        ByteArrayOutputStream withFilm = new ByteArrayOutputStream();
        withFilm.writeBytes(jpeg);
        for (int i = 0; i < 1_000_000; i++) {
            withFilm.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda});
        }

        assertThat(CHECK.decodable(withFilm.toByteArray())).hasSize(withFilm.size());
    }

    /** Where the frame header of a progressive JPEG begins. */
    private static int frameHeader(byte[] jpeg) {
        return IntStream.range(2, jpeg.length)
                .filter(i -> jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc2)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tooManyBytesAreRefused() throws Exception {
        byte[] png = TestPictures.noise("PNG", 40, 40);

        assertThatThrownBy(() -> new PictureCheck(new DecodeLimits(png.length - 1, 1_600)).decodable(png))
                .hasMessageContaining("more than the limit of");
        assertThat(new PictureCheck(new DecodeLimits(png.length, 1_600)).decodable(png))
                .isSameAs(png);
    }

    @Test
    void aBmpWithAPaletteIsRefusedRatherThanDecodedToNoise() throws Exception {
        BufferedImage image = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_INDEXED);

        assertRefused(TestPictures.encode(image, "BMP"), Reason.UNSUPPORTED_FORMAT, "8 bits a pixel");
    }

    private static void assertRefused(byte[] encoded, Reason reason, String message) {
        assertThatThrownBy(() -> CHECK.decodable(encoded))
                .isInstanceOfSatisfying(UndecodablePictureException.class, e -> assertThat(e.reason())
                        .isEqualTo(reason))
                .hasMessageContaining(message);
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        // The first frame's descriptor lies behind header, color table and extensions; its position fields are zero.
        return IntStream.range(13, bytes.length - 5)
                .filter(i -> bytes[i] == wanted && bytes[i + 1] == 0 && bytes[i + 2] == 0 && bytes[i + 3] == 0)
                .findFirst()
                .orElseThrow();
    }
}
