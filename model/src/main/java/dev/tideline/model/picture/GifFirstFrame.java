package dev.tideline.model.picture;

import dev.tideline.model.picture.UndecodablePictureException.Reason;
import java.util.Arrays;

/**
 * The first frame of a GIF as a GIF of its own. TensorFlow unpacks every frame before it takes the first, which makes a
 * small file with many large frames a decompression bomb, and it takes a frame that is cut short for a whole one.
 *
 * @param encoded the file up to the end of its first frame, and the trailer
 * @param width of the frame, in pixels
 * @param height of the frame, in pixels
 */
record GifFirstFrame(byte[] encoded, int width, int height) {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final byte TRAILER = 0x3b;

    /** Finds the first frame after a header that is known to be a GIF's (GIF89a specification, section 20 on). */
    static GifFirstFrame find(byte[] gif) throws UndecodablePictureException {
        try {
            int position = 13 + colorTableLength(gif[10]);
            while (gif[position] == EXTENSION) {
                position = skipSubBlocks(gif, position + 2);
            }
            if (gif[position] != IMAGE) {
                throw corrupt("it has no frame");
            }
            int descriptor = position;
            int data = descriptor + 10 + colorTableLength(gif[descriptor + 9]);
            int end = skipSubBlocks(gif, data + 1);
            byte[] encoded = Arrays.copyOf(gif, end + 1);
            encoded[end] = TRAILER;
            return new GifFirstFrame(encoded, unsignedShort(gif, descriptor + 5), unsignedShort(gif, descriptor + 7));
        } catch (ArrayIndexOutOfBoundsException e) {
            throw corrupt("it ends within its first frame");
        }
    }

    /** Length of the color table that a descriptor's packed byte announces. */
    private static int colorTableLength(byte packed) {
        return (packed & 0x80) == 0 ? 0 : 3 << ((packed & 0x07) + 1);
    }

    /** The position after a chain of sub-blocks: each a length and as many bytes, the last of length 0. */
    private static int skipSubBlocks(byte[] gif, int start) {
        int position = start;
        while (gif[position] != 0) {
            position += 1 + Byte.toUnsignedInt(gif[position]);
        }
        return position + 1;
    }

    private static int unsignedShort(byte[] gif, int position) {
        return Byte.toUnsignedInt(gif[position]) | Byte.toUnsignedInt(gif[position + 1]) << 8;
    }

    private static UndecodablePictureException corrupt(String fault) {
        return new UndecodablePictureException(Reason.CORRUPT, "The GIF is damaged or cut short: " + fault);
    }
}
