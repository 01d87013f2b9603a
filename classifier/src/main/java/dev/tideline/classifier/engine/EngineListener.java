package dev.tideline.classifier.engine;

/**
 * Hears what the engine does. Times are in nanoseconds.
 *
 * <p>Threading: called from the callers' threads, the decoders and the inference thread, several at once. A method must
 * be quick and must not fail: a picture waits for it.
 */
public interface EngineListener {
    /** Hears nothing. */
    EngineListener NONE = new EngineListener() {};

    /** A picture is inside. */
    default void entered() {}

    /** A picture's future is done, whatever became of it. */
    default void left() {}

    /**
     * A picture was decoded, or could not be.
     *
     * @param queued from when it was handed in, the wait for a place included, or fetched, until its decoding began
     * @param took the decoding itself
     */
    default void decoded(BatchModel model, long queued, long took) {}

    /**
     * A decoded picture's batch has left.
     *
     * @param waited from the end of its decoding
     */
    default void batched(BatchModel model, long waited) {}

    /** The model has answered a batch. */
    default void inferred(BatchModel model, int pictures, long took) {}

    /** The model failed on a batch, whose pictures are tried alone next. */
    default void batchFailed(BatchModel model, int pictures) {}
}
