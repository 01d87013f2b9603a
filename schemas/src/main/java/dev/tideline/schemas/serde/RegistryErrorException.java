package dev.tideline.schemas.serde;

/** The registry answered, and the answer is no. */
final class RegistryErrorException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final int INVALID_SCHEMA = 42201;

    private final int code;

    /**
     * @param code the registry's own error code, or the HTTP status where it sent none
     * @param message the registry's words
     */
    RegistryErrorException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Whether the registry does not have what was asked for. A bare 404 is no such answer: it may be any server's. */
    boolean saysUnknown() {
        return code >= SUBJECT_NOT_FOUND && code <= SCHEMA_NOT_FOUND;
    }

    boolean saysInvalidSchema() {
        return code == INVALID_SCHEMA;
    }

    /** What a person should do about it. */
    String remedy() {
        return switch (code) {
            case UNAUTHORIZED, FORBIDDEN -> "Check basic.auth.credentials.source and basic.auth.user.info.";
            case CONFLICT -> "Make the schema compatible with the subject's earlier versions.";
            default -> "Check that schema.registry.url names a schema registry, and the registry's mode.";
        };
    }

    @Override
    public String getMessage() {
        return "error " + code + ": " + super.getMessage();
    }
}
