package dev.tideline.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A picture, ready to be sent.
 *
 * @param id the first 32 hexadecimal digits of {@code sha256}: the same picture has the same id wherever it comes from
 * @param sha256 64 lower-case hexadecimal digits
 * @param length in bytes
 * @param source where it came from, for people
 * @param contentType media type, such as {@code image/jpeg}
 * @param content how it travels
 */
public record Picture(String id, String sha256, long length, String source, String contentType, Content content) {
    private static final int ID_DIGITS = 32;

    /** How a picture travels. */
    public sealed interface Content {
        /** @param encoded the bytes as they stand in the file; not copied, so nobody may change them */
        record Inline(byte[] encoded) implements Content {}

        /** @param uri where the file can be fetched */
        record Claim(String uri) implements Content {}
    }

    /** A picture that travels in its event, identified by its content. */
    public static Picture inline(String source, String contentType, byte[] encoded) {
        String sha256 = HexFormat.of().formatHex(newDigest().digest(encoded));
        return of(sha256, encoded.length, source, contentType, new Content.Inline(encoded));
    }

    static Picture of(String sha256, long length, String source, String contentType, Content content) {
        return new Picture(sha256.substring(0, ID_DIGITS), sha256, length, source, contentType, content);
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
