package dev.tideline.benchmarks.shift;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** How photos are altered strongly, in such a way that people still see what they show. */
public enum Alteration {
    /** The negative. */
    INVERTED {
        @Override
        void alter(int[] pixels, int width) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = ~pixels[i];
            }
        }
    },
    /** Bright lines on black where the brightness changes. */
    EDGES {
        @Override
        void alter(int[] pixels, int width) {
            int[] edges = Edges.of(pixels, width);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = grey(edges[i]);
            }
        }
    },
    /** The same lines, dark on white, as by a pencil. */
    DRAWN {
        @Override
        void alter(int[] pixels, int width) {
            int[] edges = Edges.of(pixels, width);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = grey(255 - edges[i]);
            }
        }
    };

    /**
     * Changes pixels in place.
     *
     * @param pixels row by row, each with red, green and blue in its lower three bytes
     */
    abstract void alter(int[] pixels, int width);

    /**
     * An altered picture.
     *
     * @param encoded a picture that Java can read
     * @return a JPEG of the same size
     * @throws IOException when Java cannot read it
     */
    public byte[] of(byte[] encoded) throws IOException {
        BufferedImage image = rgb(encoded);
        alter(((DataBufferInt) image.getRaster().getDataBuffer()).getData(), image.getWidth());
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return jpeg.toByteArray();
    }

    private static BufferedImage rgb(byte[] encoded) throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(encoded));
        if (read == null) {
            throw new IOException("Java cannot read a picture of " + encoded.length + " bytes");
        }
        BufferedImage image = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(read, 0, 0, null);
        graphics.dispose();
        return image;
    }

    private static int grey(int brightness) {
        return brightness << 16 | brightness << 8 | brightness;
    }
}
