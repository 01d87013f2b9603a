package dev.tideline.classifier.hostile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Judges what became of a picture some of whose bytes were changed, without the decoder that is under test: with Java's
 * own, and with the checksums and headers that Java's own does not look at.
 *
 * <ul>
 *   <li>A prediction is right when Java decodes the picture too, with whatever warnings. A BMP is only pixels, which Java
 *       is stricter about than it must be.
 *   <li>{@code too_large}: its header announces more pixels than are decoded; Java refuses to go on as well, or says so.
 *   <li>{@code unsupported_format}: a BMP whose header announces another kind of pixels than 24 plain bits.
 *   <li>{@code corrupt}: of a JPEG, Java fails too, or warns. Of a PNG, a checksum is wrong. A GIF or a BMP has none, and
 *       some damage that Java passes over; that it is damaged is true by construction.
 * </ul>
 */
final class DamagedPicture {
    private static final long MOST_PIXELS = 50_000_000;
    private static final int PNG_SIGNATURE = 8;

    private final byte[] encoded;
    private final Verdict java;

    private enum Verdict {
        DECODED,
        DECODED_WITH_WARNINGS,
        FAILED,
        TOO_LARGE
    }

    DamagedPicture(byte[] encoded) {
        this.encoded = encoded;
        this.java = decode();
    }

    boolean mayBePredicted() {
        return isBmp() || java == Verdict.DECODED || java == Verdict.DECODED_WITH_WARNINGS;
    }

    /** @param reason of the dead letter */
    boolean isTrue(String reason) {
        return switch (reason) {
            case "too_large" -> java == Verdict.TOO_LARGE || java == Verdict.FAILED;
            case "unsupported_format" -> isBmp() && !hasPlainPixels();
            case "corrupt" ->
                !isJpeg() && !isPng() || isJpeg() && java != Verdict.DECODED || isPng() && !hasChecksums();
            default -> false;
        };
    }

    private Verdict decode() {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Verdict.FAILED;
            }
            ImageReader reader = readers.next();
            try {
                AtomicBoolean warned = new AtomicBoolean();
                reader.addIIOReadWarningListener((source, warning) -> warned.set(true));
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    return Verdict.TOO_LARGE;
                }
                reader.read(0);
                return warned.get() ? Verdict.DECODED_WITH_WARNINGS : Verdict.DECODED;
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Java's decoders meet damage with many kinds of exception.
            return Verdict.FAILED;
        }
    }

    private boolean isBmp() {
        return encoded[0] == 'B';
    }

    private boolean isJpeg() {
        return encoded[0] == (byte) 0xff;
    }

    private boolean isPng() {
        return encoded[0] == (byte) 0x89;
    }

    private boolean hasPlainPixels() {
        ByteBuffer header = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        return header.getInt(14) >= 40 && header.getShort(28) == 24 && header.getInt(30) == 0;
    }

    /** Whether every chunk up to the end has its checksum. */
    private boolean hasChecksums() {
        ByteBuffer png = ByteBuffer.wrap(encoded).position(PNG_SIGNATURE);
        while (png.remaining() >= 12) {
            long length = Integer.toUnsignedLong(png.getInt());
            if (length > png.remaining() - 8) {
                return false;
            }
            CRC32 checksum = new CRC32();
            checksum.update(encoded, png.position(), 4 + (int) length);
            png.position(png.position() + 4 + (int) length);
            if (png.getInt() != (int) checksum.getValue()) {
                return false;
            }
        }
        return !png.hasRemaining();
    }
}
