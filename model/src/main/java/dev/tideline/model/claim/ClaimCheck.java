package dev.tideline.model.claim;

import dev.tideline.model.claim.ClaimCheckException.Reason;
import java.util.regex.Pattern;

/**
 * Where a picture is, and how to tell that it is the right one.
 *
 * @param uri its address, as somebody wrote it
 * @param sha256 of the encoded picture, 64 lower-case hexadecimal digits
 * @param length of the encoded picture in bytes
 */
public record ClaimCheck(String uri, String sha256, long length) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * The claim check of an event.
     *
     * @throws ClaimCheckException when it is incomplete
     */
    public static ClaimCheck of(String uri, String sha256, Long length) throws ClaimCheckException {
        if (sha256 == null || !SHA_256.matcher(sha256).matches()) {
            throw incomplete("its sha256 must be 64 lower-case hexadecimal digits");
        }
        if (length == null || length < 1) {
            throw incomplete("its length must be the picture's number of bytes");
        }
        return new ClaimCheck(uri, sha256, length);
    }

    private static ClaimCheckException incomplete(String why) {
        return new ClaimCheckException(Reason.REFUSED, "The claim check is incomplete: " + why + ".");
    }
}
