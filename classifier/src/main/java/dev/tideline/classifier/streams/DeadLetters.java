package dev.tideline.classifier.streams;

import dev.tideline.classifier.dlq.DeadLetterHeaders;
import dev.tideline.classifier.engine.Outcome;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Records of the topic images-dlq: what came, byte for byte, and headers that say what was wrong. */
final class DeadLetters {
    private static final String TRY_AGAIN =
            "Mend the picture or its record and publish it to the source topic again; or, once a classifier can take this"
                    + " record as it is: tideline dlq redrive";

    private DeadLetters() {}

    static Record<byte[], byte[]> of(Record<byte[], byte[]> record, RecordMetadata origin, Outcome.Rejected rejected) {
        Headers headers = new RecordHeaders(record.headers());
        DeadLetterHeaders.put(headers, DeadLetterHeaders.TOPIC, origin.topic());
        DeadLetterHeaders.put(headers, DeadLetterHeaders.PARTITION, Integer.toString(origin.partition()));
        DeadLetterHeaders.put(headers, DeadLetterHeaders.OFFSET, Long.toString(origin.offset()));
        DeadLetterHeaders.put(headers, DeadLetterHeaders.MESSAGE, rejected.message());
        DeadLetterHeaders.put(headers, DeadLetterHeaders.REASON, rejected.reason());
        DeadLetterHeaders.put(headers, DeadLetterHeaders.REMEDY, remedy(rejected.reason()));
        return record.withHeaders(headers);
    }

    private static String remedy(String reason) {
        return switch (reason) {
            case "claim_check_refused" ->
                "Put the picture where it may be fetched, or its place into classifier.claim.allowed, then:"
                        + " tideline dlq redrive --reason " + reason
                        + "; or publish a new record with a whole claim check.";
            case "claim_check_mismatch" ->
                "Put the picture back that the claim check was made for, then: tideline dlq redrive --reason " + reason
                        + "; or publish a new record for the picture that is there now.";
            case "claim_check_missing" ->
                "Put the picture back to its address, then: tideline dlq redrive --reason " + reason;
            case "claim_check_unreachable" ->
                "See that the classifier reaches the picture's server, then: tideline dlq redrive --reason " + reason;
            default -> TRY_AGAIN;
        };
    }
}
