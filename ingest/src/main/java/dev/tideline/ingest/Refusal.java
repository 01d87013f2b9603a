package dev.tideline.ingest;

/**
 * A file that was not sent.
 *
 * @param source the file, relative to the ingested folder
 * @param reason the kind of fault
 * @param message the fault and its remedy, for people
 */
public record Refusal(String source, Reason reason, String message) {

    /** Why a file was not sent. */
    public enum Reason {
        EMPTY,
        NOT_A_PICTURE,
        UNSUPPORTED_FORMAT,
        TOO_LARGE,
        UNREADABLE
    }
}
