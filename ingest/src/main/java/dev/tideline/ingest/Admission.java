package dev.tideline.ingest;

import dev.tideline.ingest.Refusal.Reason;
import dev.tideline.schemas.picture.PictureFormat;
import dev.tideline.schemas.picture.PictureHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Whether a file may go onto the topic {@code images}: its picture, or why not. */
public sealed interface Admission {
    /** Largest picture that travels inside its event, in bytes. */
    int INLINE_LIMIT = 10 * 1024 * 1024;

    /** A picture by its header; whether the rest decodes is found by the classifier. */
    record Admitted(Picture picture) implements Admission {}

    record Refused(Refusal refusal) implements Admission {}

    /**
     * Reads a file and looks at its header. Holds at most {@link #INLINE_LIMIT} bytes and one, and reads nothing of what
     * is no regular file (a pipe would block). Never throws: what cannot be read is refused, and so is what is too large
     * to travel in its event.
     *
     * @param source how the file is named in the event
     */
    static Admission of(Path file, String source) {
        return of(file, source, Optional.empty());
    }

    /**
     * The same, but a picture that is too large to travel in its event goes by claim check.
     *
     * @param uri where the file can be fetched; empty to refuse large pictures
     */
    static Admission of(Path file, String source, Optional<String> uri) {
        if (!Files.isRegularFile(file)) {
            return refused(source, Reason.UNREADABLE, "is no regular file, or a link to nowhere");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] beginning = in.readNBytes(INLINE_LIMIT + 1);
            boolean byClaim = beginning.length > INLINE_LIMIT && uri.isPresent();
            return byClaim ? large(beginning, in, source, uri.get()) : of(beginning, source);
        } catch (IOException e) {
            return refused(source, Reason.UNREADABLE, "cannot be read (" + e + "): check its permissions");
        }
    }

    /** Looks at the header of a picture that was read already. */
    static Admission of(byte[] encoded, String source) {
        if (encoded.length == 0) {
            return refused(source, Reason.EMPTY, "is empty");
        }
        if (encoded.length > INLINE_LIMIT) {
            return refused(
                    source,
                    Reason.TOO_LARGE,
                    "is larger than 10 MB, the limit for a picture inside its event: make it smaller, or say with"
                            + " --claim-base (ingest.claim.base) where its folder can be read, and it goes by claim"
                            + " check");
        }
        return PictureHeader.read(encoded)
                .<Admission>map(header ->
                        new Admitted(Picture.inline(source, header.format().contentType(), encoded)))
                .orElseGet(() -> noPicture(encoded, source));
    }

    private static Admission large(byte[] beginning, InputStream rest, String source, String uri) throws IOException {
        Optional<PictureHeader> header = PictureHeader.read(beginning);
        if (header.isEmpty()) {
            return noPicture(beginning, source);
        }
        MessageDigest digest = Picture.newDigest();
        digest.update(beginning);
        long length =
                beginning.length + rest.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        String sha256 = HexFormat.of().formatHex(digest.digest());
        String contentType = header.get().format().contentType();
        return new Admitted(Picture.of(sha256, length, source, contentType, new Picture.Content.Claim(uri)));
    }

    private static Refused noPicture(byte[] beginning, String source) {
        return PictureFormat.sniff(beginning)
                .map(format -> format.supported()
                        ? refused(source, Reason.NOT_A_PICTURE, "is a " + format + " cut short within its header")
                        : refused(
                                source,
                                Reason.UNSUPPORTED_FORMAT,
                                "is a " + format + " picture: convert it to JPEG, PNG, GIF or BMP"))
                .orElseGet(() -> refused(source, Reason.NOT_A_PICTURE, "is no JPEG, PNG, GIF or BMP by its content"));
    }

    private static Refused refused(String source, Reason reason, String message) {
        return new Refused(new Refusal(source, reason, message));
    }
}
