package dev.tideline.model.store;

/** Another publisher of the same model has started since; what this one was about to publish is discarded. */
public final class FencedPublisherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedPublisherException(String transactionalId, Throwable cause) {
        super(
                "Another program has started to publish as " + transactionalId + "; this one published nothing, and"
                        + " may only after it has begun anew.",
                cause);
    }
}
