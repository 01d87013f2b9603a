package dev.tideline.benchmarks.data;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Kinds of pictures that a stream of photos may turn into. */
public enum Alteration {
    /** The photos as they are. */
    NONE,
    /** Negatives. */
    INVERTED,
    /** Only how fast the brightness changes: Sobel's operator. */
    EDGES;

    /**
     * @param encoded a photo
     * @return the altered one, encoded
     * @throws IOException when it cannot be decoded
     */
    public byte[] of(byte[] encoded) throws IOException {
        return switch (this) {
            case NONE -> encoded;
            case INVERTED -> encode(inverted(decode(encoded)));
            case EDGES -> encode(edges(decode(encoded)));
        };
    }

    private static BufferedImage inverted(BufferedImage photo) {
        for (int y = 0; y < photo.getHeight(); y++) {
            for (int x = 0; x < photo.getWidth(); x++) {
                photo.setRGB(x, y, ~photo.getRGB(x, y));
            }
        }
        return photo;
    }

    private static BufferedImage edges(BufferedImage photo) {
        int width = photo.getWidth();
        int height = photo.getHeight();
        int[][] grey = new int[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = photo.getRGB(x, y);
                grey[y][x] = (299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255)) / 1000;
            }
        }
        BufferedImage edges = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int across = grey[y - 1][x + 1]
                        + 2 * grey[y][x + 1]
                        + grey[y + 1][x + 1]
                        - (grey[y - 1][x - 1] + 2 * grey[y][x - 1] + grey[y + 1][x - 1]);
                int down = grey[y + 1][x - 1]
                        + 2 * grey[y + 1][x]
                        + grey[y + 1][x + 1]
                        - (grey[y - 1][x - 1] + 2 * grey[y - 1][x] + grey[y - 1][x + 1]);
                edges.setRGB(x, y, 0x010101 * Math.min(255, (int) Math.hypot(across, down)));
            }
        }
        return edges;
    }

    private static BufferedImage decode(byte[] encoded) throws IOException {
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(encoded));
        if (decoded == null) {
            throw new IOException("This is no picture that Java can decode");
        }
        BufferedImage photo = new BufferedImage(decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = photo.createGraphics();
        graphics.drawImage(decoded, 0, 0, null);
        graphics.dispose();
        return photo;
    }

    private static byte[] encode(BufferedImage picture) throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", jpeg);
        return jpeg.toByteArray();
    }
}
