package dev.tideline.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An encoded picture, ready to be sent. The array is not copied, so nobody may change it.
 *
 * @param id the first 32 hexadecimal digits of {@code sha256}: the same picture has the same id wherever it comes from
 * @param sha256 64 lower-case hexadecimal digits
 * @param source where it came from, for people
 * @param contentType media type, such as {@code image/jpeg}
 * @param encoded the bytes as they stand in the file
 */
public record Picture(String id, String sha256, String source, String contentType, byte[] encoded) {
    private static final int ID_DIGITS = 32;

    /** A picture identified by its content. */
    public static Picture of(String source, String contentType, byte[] encoded) {
        String sha256 = sha256(encoded);
        return new Picture(sha256.substring(0, ID_DIGITS), sha256, source, contentType, encoded);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
