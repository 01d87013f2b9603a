package dev.tideline.benchmarks.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class AlterationTest {
    /** What JPEG may change. */
    private static final int JPEG = 12;

    /** Black on the left, white on the right, of 64 x 32 pixels. */
    private static final byte[] HALVES = halves();

    @Test
    void theInvertedPictureIsItsNegative() throws Exception {
        BufferedImage altered = altered(Alteration.INVERTED);

        assertThat(brightness(altered, 10)).isCloseTo(255, within(JPEG));
        assertThat(brightness(altered, 50)).isCloseTo(0, within(JPEG));
    }

    @Test
    void edgesAreBrightOnBlackAndNothingElseIsThere() throws Exception {
        BufferedImage altered = altered(Alteration.EDGES);

        assertThat(brightness(altered, 31)).isCloseTo(255, within(JPEG));
        assertThat(brightness(altered, 10)).isCloseTo(0, within(JPEG));
        assertThat(brightness(altered, 50)).isCloseTo(0, within(JPEG));
        assertThat(brightness(altered, 63)).isCloseTo(0, within(JPEG));
    }

    @Test
    void theDrawnPictureHasTheSameLinesDarkOnWhite() throws Exception {
        BufferedImage altered = altered(Alteration.DRAWN);

        assertThat(brightness(altered, 31)).isCloseTo(0, within(JPEG));
        assertThat(brightness(altered, 10)).isCloseTo(255, within(JPEG));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> Alteration.EDGES.of(new byte[7]))
                .withMessageContaining("7 bytes");
    }

    private static BufferedImage altered(Alteration alteration) throws IOException {
        BufferedImage altered = ImageIO.read(new ByteArrayInputStream(alteration.of(HALVES)));
        assertThat(altered.getWidth()).isEqualTo(64);
        assertThat(altered.getHeight()).isEqualTo(32);
        return altered;
    }

    private static int brightness(BufferedImage image, int x) {
        return new Color(image.getRGB(x, 16)).getGreen();
    }

    private static byte[] halves() {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(32, 0, 32, 32);
        graphics.dispose();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", encoded);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return encoded.toByteArray();
    }
}
