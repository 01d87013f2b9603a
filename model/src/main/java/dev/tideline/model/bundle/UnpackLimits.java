package dev.tideline.model.bundle;

/**
 * How much an archive may unpack to before it is refused.
 *
 * @param maxBytes of all files together
 * @param maxFiles number of files
 */
public record UnpackLimits(long maxBytes, int maxFiles) {
    /** 4 GiB and 10,000 files: more than any image classifier, less than fills a disk. */
    public static UnpackLimits defaults() {
        return new UnpackLimits(4L << 30, 10_000);
    }
}
