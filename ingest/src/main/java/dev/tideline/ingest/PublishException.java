package dev.tideline.ingest;

/** Kafka did not take a picture or a label; the message names it, the fault and the remedy. */
public final class PublishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
