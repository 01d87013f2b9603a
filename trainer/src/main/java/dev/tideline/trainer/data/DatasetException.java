package dev.tideline.trainer.data;

/** The data cannot be learned from; the message names what is wrong, where, and what to do. */
public final class DatasetException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }
}
