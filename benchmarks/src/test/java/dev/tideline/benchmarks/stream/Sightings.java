package dev.tideline.benchmarks.stream;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Predictions as a test would have seen them. */
final class Sightings {
    private Sightings() {}

    /** One that was seen at a time, so long after its picture was due. */
    static Sighting at(long seenMillis, long delayMillis) {
        return new Sighting(
                new ConsumerRecord<>(
                        "predictions",
                        0,
                        0,
                        seenMillis - delayMillis,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        "picture",
                        new byte[0],
                        new RecordHeaders(),
                        Optional.empty()),
                seenMillis);
    }
}
