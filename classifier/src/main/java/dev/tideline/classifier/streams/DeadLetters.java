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
            "Mend the picture or its record and publish it to the source topic again, or publish this record there as it"
                    + " is once a classifier can take it.";

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
                "Complete the claim check, or put the picture where it may be fetched, or its place into"
                        + " classifier.claim.allowed; then publish this record to the source topic again.";
            case "claim_check_mismatch" ->
                "Put the picture back that the claim check was made for and publish this record to the source topic"
                        + " again, or publish a new record for the picture that is there now.";
            case "claim_check_missing" ->
                "Put the picture back to its address, then publish this record to the source topic again.";
            case "claim_check_unreachable" ->
                "See that the classifier reaches the picture's server, then publish this record to the source topic"
                        + " again.";
            default -> TRY_AGAIN;
        };
    }
}
