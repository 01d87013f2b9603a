package dev.tideline.trainer.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Shares pictures out by a hash of their ids. A picture's place depends on its id alone: it never moves when pictures
 * come or go, so what a model is judged on was never trained on.
 *
 * @param validation share of the pictures, from 0 to 1
 * @param test share of the pictures, from 0 to 1; training gets the rest
 */
public record Split(double validation, double test) {
    public Split {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new IllegalArgumentException("The shares for validation (" + validation + ") and test (" + test
                    + ") must be 0 or more and leave something to train on");
        }
    }

    /** 70 % to train on, 20 % to validate, 10 % to test. */
    public static Split defaults() {
        return new Split(0.2, 0.1);
    }

    public Part of(String id) {
        double place = place(id);
        if (place < test) {
            return Part.TEST;
        }
        return place < test + validation ? Part.VALIDATION : Part.TRAIN;
    }

    /** The first 52 bits of the id's SHA-256, as a number in [0, 1). */
    private static double place(String id) {
        return (ByteBuffer.wrap(digest(id.getBytes(StandardCharsets.UTF_8))).getLong() >>> 12) * 0x1.0p-52;
    }

    /** A picture's content as an id: SHA-256 in hexadecimal. */
    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest(content));
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
