package dev.tideline.classifier.hostile;

import dev.tideline.classifier.DrawnPictures;
import dev.tideline.schemas.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Encoded pictures that are damaged, lie about themselves, or unpack to too much. The same seed makes the same ones. */
final class HostilePictures {
    static final String[] FORMATS = {"jpg", "png", "gif", "bmp"};

    /** Of one pixel. */
    static final byte[] SMALLEST_GIF =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==");

    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
    /** Longer than what a format is recognized by. */
    private static final int SIGNATURE = 12;

    private static final byte BASELINE_FRAME = (byte) 0xc0;
    private static final byte PROGRESSIVE_FRAME = (byte) 0xc2;
    private static final byte START_OF_SCAN = (byte) 0xda;

    private final Random random;

    HostilePictures(Random random) {
        this.random = random;
    }

    private String anyFormat() {
        return FORMATS[random.nextInt(FORMATS.length)];
    }

    byte[] noise(String format) {
        return DrawnPictures.noise(random.nextInt(24, 60), random.nextInt(24, 60), random, format);
    }

    /** Ends somewhere in its second half, before its last tenth. */
    byte[] cutShort() {
        byte[] whole = noise(anyFormat());
        return Arrays.copyOf(whole, random.nextInt(whole.length / 2, whole.length * 9 / 10));
    }

    /** Some bytes after the signature are changed. */
    byte[] mutated() {
        byte[] picture = noise(anyFormat());
        int changes = random.nextInt(1, 9);
        for (int change = 0; change < changes; change++) {
            // Every other change is near the beginning, where a byte decides more.
            int end = random.nextBoolean() ? Math.min(picture.length, 8 * SIGNATURE) : picture.length;
            picture[random.nextInt(SIGNATURE, end)] ^= (byte) random.nextInt(1, 256);
        }
        return picture;
    }

    /** A byte of a PNG's pixels is changed, so its checksum is wrong. */
    byte[] pngWithWrongChecksum() {
        byte[] png = noise("png");
        // Signature and IHDR take 33 bytes, the head of IDAT 8; IEND takes 12 and the checksum before it 4.
        png[random.nextInt(41, png.length - 16)] ^= (byte) random.nextInt(1, 256);
        return png;
    }

    byte[] withoutSignature() {
        byte[] picture = noise(anyFormat());
        Arrays.fill(picture, 0, SIGNATURE, (byte) random.nextInt(1, 32));
        return picture;
    }

    byte[] webp() {
        byte[] webp = WEBP.clone();
        int changes = random.nextInt(5);
        for (int change = 0; change < changes; change++) {
            webp[random.nextInt(SIGNATURE, webp.length)] = (byte) random.nextInt();
        }
        return random.nextBoolean() ? webp : Arrays.copyOf(webp, random.nextInt(SIGNATURE, webp.length));
    }

    byte[] tiff() {
        byte[] tiff = noiseBytes(random.nextInt(8, 400));
        System.arraycopy("II*\0".getBytes(StandardCharsets.US_ASCII), 0, tiff, 0, 4);
        return tiff;
    }

    byte[] paletteBmp() {
        return DrawnPictures.encoded(new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_INDEXED), "bmp");
    }

    byte[] text() {
        return "no picture ".repeat(random.nextInt(1, 300)).getBytes(StandardCharsets.US_ASCII);
    }

    /** Bytes that begin like nothing that is known. */
    byte[] noiseBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        bytes[0] = 1;
        bytes[4] = 1;
        return bytes;
    }

    /** A header that announces billions of pixels. */
    byte[] enormousByItsHeader() {
        String format = anyFormat();
        byte[] picture = noise(format);
        ByteBuffer bytes = ByteBuffer.wrap(picture);
        int side = random.nextInt(20_000, 60_000);
        switch (format) {
            case "png" -> bytes.putInt(16, side).putInt(20, side);
            case "gif" ->
                bytes.order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) side).putShort(8, (short) side);
            case "bmp" -> bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(18, side).putInt(22, side);
            default -> {
                int frame = segment(picture, BASELINE_FRAME);
                bytes.putShort(frame + 5, (short) side).putShort(frame + 7, (short) side);
            }
        }
        return picture;
    }

    /** Where the segment with a marker begins in a JPEG of ours. */
    private static int segment(byte[] jpeg, byte marker) {
        int position = 2;
        while (jpeg[position + 1] != marker) {
            position += 2 + ((jpeg[position + 2] & 0xff) << 8 | jpeg[position + 3] & 0xff);
        }
        return position;
    }

    /** A BMP whose rows end before the last one. */
    byte[] largeBmpCutShort(int length) {
        byte[] bmp = noiseBytes(length);
        byte[] small = DrawnPictures.encoded(new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR), "bmp");
        System.arraycopy(small, 0, bmp, 0, 54);
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 2_000).putInt(22, 2_000);
        return bmp;
    }

    /** A progressive JPEG of some kilobytes whose last pass comes again and again, each time over millions of pixels. */
    byte[] manyPasses() {
        byte[] jpeg = progressive();
        int side = random.nextInt(3_000, 7_000);
        int frame = segment(jpeg, PROGRESSIVE_FRAME);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) side).putShort(frame + 7, (short) side);
        int end = jpeg.length - 2;
        int last = end - 2;
        while (jpeg[last] != (byte) 0xff || jpeg[last + 1] != START_OF_SCAN) {
            last--;
        }
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(jpeg, 0, end);
        int passes = random.nextInt(100, 400);
        for (int pass = 0; pass < passes; pass++) {
            many.write(jpeg, last, end - last);
        }
        many.write(jpeg, end, 2);
        return many.toByteArray();
    }

    private static byte[] progressive() {
        try {
            return TestPictures.progressiveJpeg(64, 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A few kilobytes that do unpack to so many pixels, all black: a gray PNG of one bit or eight bits a pixel. */
    static byte[] blackPng(int side, int bits) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(rows, new Deflater(Deflater.BEST_SPEED))) {
            byte[] row = new byte[1 + (side * bits + 7) / 8];
            for (int y = 0; y < side; y++) {
                deflater.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] header = ByteBuffer.allocate(13)
                .putInt(side)
                .putInt(side)
                .put((byte) bits)
                .array();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        png.writeBytes(chunk("IHDR", header));
        png.writeBytes(chunk("IDAT", rows.toByteArray()));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] body = new byte[4 + data.length];
        System.arraycopy(type.getBytes(StandardCharsets.US_ASCII), 0, body, 0, 4);
        System.arraycopy(data, 0, body, 4, data.length);
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return ByteBuffer.allocate(8 + body.length)
                .putInt(data.length)
                .put(body)
                .putInt((int) checksum.getValue())
                .array();
    }
}
