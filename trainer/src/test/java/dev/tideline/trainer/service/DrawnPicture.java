package dev.tideline.trainer.service;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures of two kinds, drawn by number: a disc or a cross, of any colour, anywhere. */
public final class DrawnPicture {
    private static final int SIZE = 48;

    private DrawnPicture() {}

    /** @param label disc or cross */
    public static byte[] png(String label, int number) {
        Random random = new Random(number);
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(random.nextInt(1 << 24)));
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.setColor(new Color(random.nextInt(1 << 24)));
        int extent = 16 + random.nextInt(16);
        int x = random.nextInt(SIZE - extent);
        int y = random.nextInt(SIZE - extent);
        switch (label) {
            case "disc" -> graphics.fillOval(x, y, extent, extent);
            case "cross" -> {
                graphics.fillRect(x + extent / 2 - 2, y, 5, extent);
                graphics.fillRect(x, y + extent / 2 - 2, extent, 5);
            }
            default -> throw new IllegalArgumentException(label);
        }
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
