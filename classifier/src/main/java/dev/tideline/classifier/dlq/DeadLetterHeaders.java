package dev.tideline.classifier.dlq;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of a dead letter. Topic, partition, offset and message have the names that Kafka Streams itself uses
 * (KIP-1034); the reason, a short word for programs, and the remedy have names of our own.
 */
public final class DeadLetterHeaders {
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";
    public static final String MESSAGE = "__streams.errors.message";
    public static final String REASON = "tideline.reason";
    public static final String REMEDY = "tideline.remedy";

    private static final String STREAMS_ERRORS = "__streams.errors.";

    private DeadLetterHeaders() {}

    /** Sets a header in place of earlier ones: a record that fails again tells of its latest failure only. */
    public static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<String> get(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** The headers that the record had before it failed. */
    static Headers without(Headers headers) {
        RecordHeaders own = new RecordHeaders();
        for (Header header : headers) {
            if (!header.key().startsWith(STREAMS_ERRORS)
                    && !header.key().equals(REASON)
                    && !header.key().equals(REMEDY)) {
                own.add(header);
            }
        }
        return own;
    }
}
