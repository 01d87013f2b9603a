package dev.tideline.classifier.dlq;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of images-dlq, without the record that could not be classified.
 *
 * @param partition where it stands on images-dlq
 * @param offset where it stands on images-dlq
 * @param imageId the record's key; empty when it has none
 * @param reason a short word for programs; empty when nobody wrote one
 * @param message what is wrong, for people
 * @param remedy how to try again, for people
 * @param source where the record came from, such as {@code images-3@120}
 * @param at when the picture's record was published; a dead letter keeps its time
 * @param redriven whether it was sent back to images since
 */
public record DeadLetter(
        int partition,
        long offset,
        String imageId,
        String reason,
        String message,
        String remedy,
        String source,
        Instant at,
        boolean redriven) {

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record, boolean redriven) {
        return new DeadLetter(
                record.partition(),
                record.offset(),
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                reason(record),
                header(record, DeadLetterHeaders.MESSAGE),
                header(record, DeadLetterHeaders.REMEDY),
                header(record, DeadLetterHeaders.TOPIC) + "-" + header(record, DeadLetterHeaders.PARTITION) + "@"
                        + header(record, DeadLetterHeaders.OFFSET),
                Instant.ofEpochMilli(record.timestamp()),
                redriven);
    }

    static String reason(ConsumerRecord<byte[], byte[]> record) {
        return header(record, DeadLetterHeaders.REASON);
    }

    static boolean isFrom(String topic, ConsumerRecord<byte[], byte[]> record) {
        return header(record, DeadLetterHeaders.TOPIC).equals(topic);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return DeadLetterHeaders.get(record.headers(), name).orElse("");
    }
}
