package dev.tideline.classifier;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures that {@link BrightnessModel} knows the answer to. */
public final class DrawnPictures {
    private DrawnPictures() {}

    /** A plain picture of a brightness from 0 to 255, in one of ImageIO's formats. */
    public static byte[] plain(int brightness, String format) {
        BufferedImage image = new BufferedImage(24, 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(brightness, brightness, brightness));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
        return encoded(image, format);
    }

    /** A picture of random pixels, which no format makes small and whose damage none hides. */
    public static byte[] noise(int width, int height, Random random, String format) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return encoded(image, format);
    }

    /** A picture in one of ImageIO's formats. */
    public static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.toByteArray();
    }

    public static byte[] dark() {
        return plain(40, "png");
    }

    public static byte[] bright() {
        return plain(220, "png");
    }
}
