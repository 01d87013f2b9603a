package dev.tideline.schemas.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What an encoded picture says of itself in its header, read without decoding it: enough to refuse what is no picture,
 * or too large a one, for a few microseconds.
 *
 * @param format a supported one
 * @param width in pixels, 1 or more; of a GIF its canvas
 * @param height in pixels, 1 or more
 */
public record PictureHeader(PictureFormat format, int width, int height) {
    private static final int BMP_CORE_HEADER = 12;

    /** Number of pixels of the decoded picture. */
    public long pixels() {
        return (long) width * height;
    }

    /**
     * Reads the header of a JPEG, PNG, GIF or BMP. Empty for everything else, and for a header that is cut short or
     * names no size; {@link PictureFormat#sniff} tells these apart. Never throws, whatever the bytes; takes time in the
     * length of the bytes at most.
     */
    public static Optional<PictureHeader> read(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        return PictureFormat.sniff(encoded).flatMap(format -> switch (format) {
            case JPEG -> jpeg(encoded);
            case PNG -> png(bytes);
            case GIF -> gif(bytes.order(ByteOrder.LITTLE_ENDIAN));
            case BMP -> bmp(bytes.order(ByteOrder.LITTLE_ENDIAN));
            case WEBP, TIFF, HEIC -> Optional.empty();
        });
    }

    private static Optional<PictureHeader> of(PictureFormat format, long width, long height) {
        boolean sensible = width > 0 && height > 0 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
        return sensible ? Optional.of(new PictureHeader(format, (int) width, (int) height)) : Optional.empty();
    }

    /** The first frame header has it. */
    private static Optional<PictureHeader> jpeg(byte[] encoded) {
        JpegMarkers markers = new JpegMarkers(encoded);
        while (markers.next()) {
            if (markers.isFrameHeader()) {
                return of(PictureFormat.JPEG, markers.twoBytes(7), markers.twoBytes(5));
            }
        }
        return Optional.empty();
    }

    /** The first chunk is IHDR, and begins with width and height. */
    private static Optional<PictureHeader> png(ByteBuffer bytes) {
        int ihdr = ('I' << 24) | ('H' << 16) | ('D' << 8) | 'R';
        if (bytes.limit() < 24 || bytes.getInt(12) != ihdr) {
            return Optional.empty();
        }
        return of(PictureFormat.PNG, bytes.getInt(16), bytes.getInt(20));
    }

    private static Optional<PictureHeader> gif(ByteBuffer bytes) {
        if (bytes.limit() < 10) {
            return Optional.empty();
        }
        return of(PictureFormat.GIF, Short.toUnsignedInt(bytes.getShort(6)), Short.toUnsignedInt(bytes.getShort(8)));
    }

    /** A negative height means rows from top to bottom. */
    private static Optional<PictureHeader> bmp(ByteBuffer bytes) {
        if (bytes.limit() < 26) {
            return Optional.empty();
        }
        if (bytes.getInt(14) == BMP_CORE_HEADER) {
            return of(
                    PictureFormat.BMP,
                    Short.toUnsignedInt(bytes.getShort(18)),
                    Short.toUnsignedInt(bytes.getShort(20)));
        }
        return of(PictureFormat.BMP, bytes.getInt(18), Math.abs((long) bytes.getInt(22)));
    }
}
