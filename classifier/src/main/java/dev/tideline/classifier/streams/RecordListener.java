package dev.tideline.classifier.streams;

/**
 * Hears what becomes of the records of the topic images.
 *
 * <p>Threading: called on the stream threads, several at once. A method must be quick and must not fail.
 */
public interface RecordListener {
    /** A record was read. After a crash or a rebalance one that was not committed is read again. */
    void received();

    /**
     * A prediction was forwarded; it becomes visible with the next commit.
     *
     * @param modelVersion the version that made it
     * @param millis from the record's timestamp until now; negative when its producer's clock is ahead of ours
     */
    void predicted(int modelVersion, long millis);

    /** @param reason the dead letter's, a short word */
    void deadLettered(String reason);
}
