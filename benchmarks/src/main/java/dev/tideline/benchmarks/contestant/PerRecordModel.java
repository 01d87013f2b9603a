package dev.tideline.benchmarks.contestant;

import dev.tideline.model.serving.Classification;

/**
 * A model that answers one picture at a time, on the thread that asks.
 *
 * <p>Threading: any number of threads.
 */
interface PerRecordModel {
    /**
     * @param picture encoded
     * @throws IllegalArgumentException when it cannot be decoded
     */
    Classification classify(byte[] picture);
}
