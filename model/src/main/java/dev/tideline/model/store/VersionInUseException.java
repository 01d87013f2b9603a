package dev.tideline.model.store;

/** A version cannot be removed, because an alias names it. */
final class VersionInUseException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    VersionInUseException(String message) {
        super(message);
    }
}
