package dev.tideline.model.picture;

/**
 * The largest pictures that are decoded. One decoding takes at most {@code maxBytes + 4 * maxPixels} bytes of memory
 * beside the Java heap, so these limits times the threads that decode bound the memory.
 *
 * @param maxBytes length of the encoded picture
 * @param maxPixels width times height
 */
public record DecodeLimits(int maxBytes, long maxPixels) {
    public DecodeLimits {
        if (maxBytes < 1 || maxPixels < 1) {
            throw new IllegalArgumentException(
                    "Limits are 1 byte and 1 pixel or more, not " + maxBytes + " and " + maxPixels);
        }
    }

    /** 32 MiB and 50 million pixels: any camera's JPEG, no decompression bomb. */
    public static DecodeLimits defaults() {
        return new DecodeLimits(32 << 20, 50_000_000);
    }
}
