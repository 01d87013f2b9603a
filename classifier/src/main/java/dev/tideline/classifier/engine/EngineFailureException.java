package dev.tideline.classifier.engine;

/** The engine itself failed, not a picture: what was handed to it must be tried again elsewhere or later. */
public final class EngineFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
