package dev.tideline.model.picture;

import java.util.Objects;

/**
 * A decoded picture as a model takes it: rows from top to bottom, pixels from left to right, each as red, green and blue
 * from 0 to 255 (unsigned bytes).
 *
 * @param height in pixels
 * @param width in pixels
 * @param rgb {@code height * width * 3} bytes; not copied, so nobody changes it
 */
public record Pixels(int height, int width, byte[] rgb) {
    public static final int CHANNELS = 3;

    public Pixels {
        Objects.requireNonNull(rgb, "rgb");
        if (rgb.length != height * width * CHANNELS) {
            throw new IllegalArgumentException("A picture of " + height + "×" + width + " has "
                    + height * width * CHANNELS + " bytes, not " + rgb.length);
        }
    }

    /** A black picture. */
    public static Pixels blank(int height, int width) {
        return new Pixels(height, width, new byte[height * width * CHANNELS]);
    }

    /** The value from 0 to 255 of a pixel's channel: 0 red, 1 green, 2 blue. */
    public int value(int row, int column, int channel) {
        return Byte.toUnsignedInt(rgb[(row * width + column) * CHANNELS + channel]);
    }
}
