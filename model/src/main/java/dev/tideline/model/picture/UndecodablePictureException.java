package dev.tideline.model.picture;

/** A picture cannot be decoded; the message says why in a sentence that a person can act on. */
public final class UndecodablePictureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the picture. */
    public enum Reason {
        /** There are no bytes. */
        EMPTY,
        /** The bytes are no picture of a format that Tideline knows. */
        NOT_A_PICTURE,
        /** The format, or this variant of it, is known but cannot be decoded. */
        UNSUPPORTED_FORMAT,
        /** More bytes or pixels than {@link DecodeLimits} allow. */
        TOO_LARGE,
        /** A picture that is damaged or cut short. */
        CORRUPT
    }

    private final Reason reason;

    public UndecodablePictureException(Reason reason, String message) {
        this(reason, message, null);
    }

    public UndecodablePictureException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
