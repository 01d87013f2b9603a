package dev.tideline.ingest;

import dev.tideline.ingest.Refusal.Reason;
import dev.tideline.schemas.picture.PictureFormat;
import dev.tideline.schemas.picture.PictureHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a file may go onto the topic {@code images}: its picture, or why not. */
public sealed interface Admission {
    /** Largest picture that travels inside its event, in bytes. */
    int INLINE_LIMIT = 10 * 1024 * 1024;

    /** A picture by its header; whether the rest decodes is found by the classifier. */
    record Admitted(Picture picture) implements Admission {}

    record Refused(Refusal refusal) implements Admission {}

    /**
     * Reads a file and looks at its header. Reads at most {@link #INLINE_LIMIT} bytes and one, and nothing of what is
     * no regular file (a pipe would block). Never throws: what cannot be read is refused.
     *
     * @param source how the file is named in the event
     */
    static Admission of(Path file, String source) {
        if (!Files.isRegularFile(file)) {
            return refused(source, Reason.UNREADABLE, "is no regular file, or a link to nowhere");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(INLINE_LIMIT + 1), source);
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
                    "is larger than 10 MB, the limit for a picture inside its event: make it smaller (larger ones need"
                            + " a claim check, which ingest does not write yet)");
        }
        Optional<PictureHeader> header = PictureHeader.read(encoded);
        if (header.isPresent()) {
            return new Admitted(Picture.of(source, header.get().format().contentType(), encoded));
        }
        return PictureFormat.sniff(encoded)
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
