package dev.tideline.schemas.picture;

/**
 * Walks over the markers of a JPEG as decoders do, ITU T.81 annex B: segments are skipped by their length, and whatever
 * stands between markers, compressed data, fill bytes or garbage, is passed over.
 *
 * <pre>{@code
 * JpegMarkers markers = new JpegMarkers(jpeg);
 * while (markers.next()) { ... markers.code() ... }
 * }</pre>
 *
 * <p>Never throws, whatever the bytes; takes time in their number at most. For one thread.
 */
public final class JpegMarkers {
    /** SOS: a scan, one walk of the decoder over the picture, begins. */
    public static final int START_OF_SCAN = 0xda;
    /** EOI: what stands behind it, such as a phone's film, is none of the picture. */
    public static final int END_OF_IMAGE = 0xd9;

    private static final byte MARKER = (byte) 0xff;

    private final byte[] jpeg;
    private int position;
    /** Where the search for the next marker begins; first behind the start of image. */
    private int rest = 2;

    /** @param jpeg from its start of image on */
    public JpegMarkers(byte[] jpeg) {
        this.jpeg = jpeg;
    }

    /** Goes to the next marker; false when there is none. */
    public boolean next() {
        for (position = rest; position + 3 < jpeg.length; position++) {
            if (jpeg[position] == MARKER && code() != 0x00 && code() != 0xff) {
                rest = position + (isStandalone() ? 2 : 2 + Math.max(2, twoBytes(2)));
                return true;
            }
        }
        rest = jpeg.length;
        return false;
    }

    /** The marker's second byte, from 1 to 254. */
    public int code() {
        return Byte.toUnsignedInt(jpeg[position + 1]);
    }

    /** Whether it is a frame header: SOF0 to SOF15 without the three codes between them that mean other tables. */
    public boolean isFrameHeader() {
        return code() >= 0xc0 && code() <= 0xcf && code() != 0xc4 && code() != 0xc8 && code() != 0xcc;
    }

    /** The number of two bytes at a distance from the marker's first byte; 0 where the bytes end before. */
    int twoBytes(int distance) {
        int at = position + distance;
        return at + 1 < jpeg.length ? Byte.toUnsignedInt(jpeg[at]) << 8 | Byte.toUnsignedInt(jpeg[at + 1]) : 0;
    }

    /** Markers without a length: TEM, RST0 to RST7, SOI, EOI. */
    private boolean isStandalone() {
        return code() == 0x01 || (code() >= 0xd0 && code() <= END_OF_IMAGE);
    }
}
