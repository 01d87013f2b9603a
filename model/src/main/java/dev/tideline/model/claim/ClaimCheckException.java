package dev.tideline.model.claim;

/** A picture was not fetched; the message says why in a sentence that a person can act on. */
public final class ClaimCheckException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The address is none that may be fetched, or whoever is there does not give the picture out. */
        REFUSED("claim_check_refused"),
        /** There is something else than the claim check says. */
        MISMATCH("claim_check_mismatch"),
        /** There is nothing. */
        MISSING("claim_check_missing"),
        /** The picture is larger than may be fetched. */
        TOO_LARGE("too_large"),
        /** Nobody answered in time; another try may do. */
        UNREACHABLE("claim_check_unreachable");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** A short word for programs. */
        public String word() {
            return word;
        }
    }

    private final Reason reason;

    public ClaimCheckException(Reason reason, String message) {
        this(reason, message, null);
    }

    public ClaimCheckException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
