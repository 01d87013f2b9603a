package dev.tideline.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class AlterationTest {
    private static final int SIZE = 64;

    /** White on the left, black on the right. */
    private final byte[] halves = halves();

    AlterationTest() throws IOException {}

    @Test
    void aPhotoThatIsNotAlteredKeepsItsBytes() throws Exception {
        assertThat(Alteration.NONE.of(halves)).isSameAs(halves);
    }

    @Test
    void whiteTurnsBlackAndBlackWhite() throws Exception {
        byte[] inverted = Alteration.INVERTED.of(halves);

        assertThat(brightness(inverted, SIZE / 4)).isLessThan(20);
        assertThat(brightness(inverted, 3 * SIZE / 4)).isGreaterThan(235);
    }

    @Test
    void ofEdgesOnlyTheLineBetweenIsSeen() throws Exception {
        byte[] edges = Alteration.EDGES.of(halves);

        assertThat(brightness(edges, SIZE / 2)).isGreaterThan(200);
        assertThat(brightness(edges, SIZE / 4)).isLessThan(30);
        assertThat(brightness(edges, 3 * SIZE / 4)).isLessThan(30);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatThrownBy(() -> Alteration.INVERTED.of(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
    }

    private static int brightness(byte[] encoded, int x) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(encoded));
        return new Color(image.getRGB(x, SIZE / 2)).getGreen();
    }

    private static byte[] halves() throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIZE / 2, SIZE);
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        return jpeg.toByteArray();
    }
}
