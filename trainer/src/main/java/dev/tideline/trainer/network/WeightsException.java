package dev.tideline.trainer.network;

/** Pretrained weights cannot be used; the message names the file, the tensor, what is wrong and what to do. */
public final class WeightsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public WeightsException(String message) {
        super(message);
    }

    public WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
