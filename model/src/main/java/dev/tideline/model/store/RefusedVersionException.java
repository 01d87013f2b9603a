package dev.tideline.model.store;

/** A published version must not serve; the message says why. */
final class RefusedVersionException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedVersionException(String message) {
        super(message);
    }
}
