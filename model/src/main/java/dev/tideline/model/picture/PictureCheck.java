package dev.tideline.model.picture;

import dev.tideline.model.picture.UndecodablePictureException.Reason;
import dev.tideline.schemas.picture.JpegMarkers;
import dev.tideline.schemas.picture.PictureFormat;
import dev.tideline.schemas.picture.PictureHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Refuses, before anything is decoded, what would decode wrongly or to too much. */
final class PictureCheck {
    private static final int BMP_INFO_HEADER = 40;
    private static final int BMP_UNCOMPRESSED = 0;

    /** A progressive JPEG has about ten; the largest picture may have them all. */
    private static final int PASSES = 16;

    private final DecodeLimits limits;

    PictureCheck(DecodeLimits limits) {
        this.limits = limits;
    }

    /** The bytes to decode: the picture itself, or of an animation its first frame. */
    byte[] decodable(byte[] encoded) throws UndecodablePictureException {
        if (encoded.length == 0) {
            throw new UndecodablePictureException(Reason.EMPTY, "The picture is empty: it has no bytes");
        }
        if (encoded.length > limits.maxBytes()) {
            throw new UndecodablePictureException(
                    Reason.TOO_LARGE,
                    "The picture has " + encoded.length + " bytes, more than the limit of " + limits.maxBytes());
        }
        PictureHeader header = header(encoded);
        checkPixels(header.format(), header.width(), header.height());
        return switch (header.format()) {
            case GIF -> {
                GifFirstFrame frame = GifFirstFrame.find(encoded);
                checkPixels(PictureFormat.GIF, frame.width(), frame.height());
                yield frame.encoded();
            }
            case BMP -> {
                checkBmp(encoded);
                yield encoded;
            }
            case JPEG -> {
                checkPasses(encoded, header);
                yield encoded;
            }
            case PNG, WEBP, TIFF, HEIC -> encoded;
        };
    }

    private static PictureHeader header(byte[] encoded) throws UndecodablePictureException {
        PictureFormat format = PictureFormat.sniff(encoded)
                .orElseThrow(() -> new UndecodablePictureException(
                        Reason.NOT_A_PICTURE, "The bytes are not a picture: they begin like no " + supported()));
        if (!format.supported()) {
            throw new UndecodablePictureException(
                    Reason.UNSUPPORTED_FORMAT, format + " pictures cannot be decoded; convert it to " + supported());
        }
        return PictureHeader.read(encoded)
                .orElseThrow(() -> new UndecodablePictureException(
                        Reason.CORRUPT, "The " + format + " is damaged or cut short: its header names no size"));
    }

    private void checkPixels(PictureFormat format, int width, int height) throws UndecodablePictureException {
        if ((long) width * height > limits.maxPixels()) {
            throw new UndecodablePictureException(
                    Reason.TOO_LARGE,
                    "The " + format + " is " + width + "×" + height + ", more than the limit of " + limits.maxPixels()
                            + " pixels");
        }
    }

    /** Each pass takes a few bytes of the file: some kilobytes may keep a decoder busy for hours. */
    private void checkPasses(byte[] jpeg, PictureHeader header) throws UndecodablePictureException {
        int passes = passes(jpeg);
        if (passes * header.pixels() > PASSES * limits.maxPixels()) {
            throw new UndecodablePictureException(
                    Reason.TOO_LARGE,
                    "The JPEG is " + header.width() + "×" + header.height() + " in " + passes
                            + " passes, more work than the limit of " + PASSES + " passes over " + limits.maxPixels()
                            + " pixels");
        }
    }

    private static int passes(byte[] jpeg) {
        int passes = 0;
        JpegMarkers markers = new JpegMarkers(jpeg);
        while (markers.next() && markers.code() != JpegMarkers.END_OF_IMAGE) {
            passes += markers.code() == JpegMarkers.START_OF_SCAN ? 1 : 0;
        }
        return passes;
    }

    /** TensorFlow reads rows of plain pixels; palettes and run lengths would come out as noise. */
    private static void checkBmp(byte[] encoded) throws UndecodablePictureException {
        ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        int bits = encoded.length < 34 ? 0 : bytes.getShort(28);
        if (bits != 24 || bytes.getInt(14) < BMP_INFO_HEADER || bytes.getInt(30) != BMP_UNCOMPRESSED) {
            throw new UndecodablePictureException(
                    Reason.UNSUPPORTED_FORMAT,
                    "Only BMP pictures with 24 bits a pixel, uncompressed, can be decoded; this one has "
                            + (bits == 0 ? "no complete header" : bits + " bits a pixel or is compressed"));
        }
    }

    private static String supported() {
        return Arrays.stream(PictureFormat.values())
                .filter(PictureFormat::supported)
                .map(PictureFormat::name)
                .collect(Collectors.joining(", "));
    }
}
