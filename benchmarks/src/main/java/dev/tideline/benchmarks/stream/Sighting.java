package dev.tideline.benchmarks.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A prediction that became visible under read_committed.
 *
 * @param prediction its timestamp is its picture's
 * @param seenMillis when it was seen, in milliseconds since 1970
 */
public record Sighting(ConsumerRecord<String, byte[]> prediction, long seenMillis) {
    /** Key of the prediction and of its picture. */
    public String id() {
        return prediction.key();
    }

    /** From the moment when the picture was due to the one when its prediction was visible, in milliseconds. */
    public long delayMillis() {
        return Math.max(0, seenMillis - prediction.timestamp());
    }
}
