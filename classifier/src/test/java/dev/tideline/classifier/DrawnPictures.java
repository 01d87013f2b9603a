package dev.tideline.classifier;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Small pictures that {@link BrightnessModel} knows the answer to. */
final class DrawnPictures {
    private DrawnPictures() {}

    /** A plain picture of a brightness from 0 to 255, in one of ImageIO's formats. */
    static byte[] plain(int brightness, String format) {
        BufferedImage image = new BufferedImage(24, 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(brightness, brightness, brightness));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.toByteArray();
    }

    static byte[] dark() {
        return plain(40, "png");
    }

    static byte[] bright() {
        return plain(220, "png");
    }
}
