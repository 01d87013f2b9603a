package dev.tideline.model.picture;

/**
 * The largest pictures that are decoded. Beside the Java heap one decoding takes the encoded bytes and, for most
 * pictures, 3 bytes a pixel; a progressive JPEG's coefficients make it up to 12. So these limits times the threads that
 * decode bound the memory.
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
