package dev.tideline.model.store;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Tells why a transaction failed. */
public final class Fencing {
    private Fencing() {}

    /**
     * Whether the broker has shut a transactional producer out: another one with its transactional id has begun since, or
     * its transaction was open for longer than the broker lets it.
     */
    public static boolean caused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }
}
