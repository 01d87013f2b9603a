package dev.tideline.model.picture;

/** Counts the scans of a JPEG, ITU T.81 annex B: each is a walk of the decoder over all of its pixels. */
final class JpegScans {
    private static final byte MARKER = (byte) 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    private JpegScans() {}

    /** Scans up to the end of the picture: what a file has after that, such as a phone's film, is none of it. */
    static int count(byte[] jpeg) {
        int scans = 0;
        int position = 2;
        while (position + 3 < jpeg.length) {
            int code = Byte.toUnsignedInt(jpeg[position + 1]);
            if (jpeg[position] != MARKER || code == 0x00 || code == 0xff) {
                // Compressed data, in which 0xff is followed by zero, or fill bytes.
                position++;
            } else if (code == END_OF_IMAGE) {
                return scans;
            } else if (isStandalone(code)) {
                position += 2;
            } else {
                scans += code == START_OF_SCAN ? 1 : 0;
                int length = Byte.toUnsignedInt(jpeg[position + 2]) << 8 | Byte.toUnsignedInt(jpeg[position + 3]);
                position += 2 + Math.max(2, length);
            }
        }
        return scans;
    }

    /** Markers without a length: TEM, RST0 to RST7, SOI. */
    private static boolean isStandalone(int code) {
        return code == 0x01 || (code >= 0xd0 && code <= 0xd8);
    }
}
