package dev.tideline.classifier.shadow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which pictures a shadow sees. That depends on a picture's id alone, so every classifier and every version picks the
 * same ones, and shadows can be compared.
 *
 * @param share of the pictures, from 0 to 1
 */
public record ShadowShare(double share) {
    public boolean includes(String imageId) {
        return place(imageId) < share;
    }

    /**
     * 52 bits of the id's SHA-256 as a number in [0, 1): those after the first 64, which decide whether the trainer
     * learns from a picture or tests on it. A shadow is to see pictures of both kinds.
     */
    private static double place(String imageId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(imageId.getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(digest).getLong(Long.BYTES) >>> 12) * 0x1.0p-52;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
