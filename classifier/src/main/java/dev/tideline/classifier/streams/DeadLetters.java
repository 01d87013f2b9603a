package dev.tideline.classifier.streams;

import dev.tideline.classifier.engine.Outcome;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Records of the topic images-dlq: what came, byte for byte, and headers that say what was wrong. Topic, partition,
 * offset and message stand in the headers that Kafka Streams itself uses for dead letters (KIP-1034); the reason, a short
 * word for programs, and the remedy in headers of our own.
 */
final class DeadLetters {
    static final String TOPIC = "__streams.errors.topic";
    static final String PARTITION = "__streams.errors.partition";
    static final String OFFSET = "__streams.errors.offset";
    static final String MESSAGE = "__streams.errors.message";
    static final String REASON = "tideline.reason";
    static final String REMEDY = "tideline.remedy";

    private static final String TRY_AGAIN =
            "Mend the picture or its record and publish it to the source topic again, or publish this record there as it"
                    + " is once a classifier can take it.";

    private DeadLetters() {}

    static Record<byte[], byte[]> of(Record<byte[], byte[]> record, RecordMetadata origin, Outcome.Rejected rejected) {
        Headers headers = new RecordHeaders(record.headers());
        put(headers, TOPIC, origin.topic());
        put(headers, PARTITION, Integer.toString(origin.partition()));
        put(headers, OFFSET, Long.toString(origin.offset()));
        put(headers, MESSAGE, rejected.message());
        put(headers, REASON, rejected.reason());
        put(headers, REMEDY, TRY_AGAIN);
        return record.withHeaders(headers);
    }

    private static void put(Headers headers, String name, String value) {
        // A record that is tried again and fails again tells of its latest failure only.
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
