package dev.tideline.schemas.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of picture that Tideline knows by their first bytes, whatever the file's name says. */
public enum PictureFormat {
    JPEG("image/jpeg", true),
    PNG("image/png", true),
    /** An animation counts as its first frame. */
    GIF("image/gif", true),
    BMP("image/bmp", true),
    WEBP("image/webp", false),
    TIFF("image/tiff", false),
    /** HEIC, HEIF and AVIF: pictures in an ISO media file. */
    HEIC("image/heic", false);

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final String contentType;
    private final boolean supported;

    PictureFormat(String contentType, boolean supported) {
        this.contentType = contentType;
        this.supported = supported;
    }

    /** The MIME type. */
    public String contentType() {
        return contentType;
    }

    /** Whether such a picture can be decoded; the others are recognised only to be refused by their name. */
    public boolean supported() {
        return supported;
    }

    /** The format that the first bytes announce; empty when they announce none of these. Never throws. */
    public static Optional<PictureFormat> sniff(byte[] encoded) {
        if (startsWith(encoded, 0, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff})) {
            return Optional.of(JPEG);
        }
        if (startsWith(encoded, 0, PNG_SIGNATURE)) {
            return Optional.of(PNG);
        }
        if (startsWith(encoded, 0, "GIF87a") || startsWith(encoded, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        if (startsWith(encoded, 0, "BM")) {
            return Optional.of(BMP);
        }
        if (startsWith(encoded, 0, "RIFF") && startsWith(encoded, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (startsWith(encoded, 0, "II*\0") || startsWith(encoded, 0, "MM\0*")) {
            return Optional.of(TIFF);
        }
        if (startsWith(encoded, 4, "ftyp") && isPictureBrand(encoded)) {
            return Optional.of(HEIC);
        }
        return Optional.empty();
    }

    private static boolean isPictureBrand(byte[] encoded) {
        return startsWith(encoded, 8, "hei")
                || startsWith(encoded, 8, "hev")
                || startsWith(encoded, 8, "mif1")
                || startsWith(encoded, 8, "msf1")
                || startsWith(encoded, 8, "avif");
    }

    private static boolean startsWith(byte[] encoded, int offset, String text) {
        return startsWith(encoded, offset, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean startsWith(byte[] encoded, int offset, byte[] expected) {
        return encoded.length >= offset + expected.length
                && Arrays.equals(encoded, offset, offset + expected.length, expected, 0, expected.length);
    }
}
