package dev.tideline.cli.verbs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.classifier.dlq.DeadLetter;

/** A dead letter as {@code dlq list --json} prints it. */
record DeadLetterAnswer(
        @JsonProperty("partition") int partition,
        @JsonProperty("offset") long offset,
        @JsonProperty("image_id") String imageId,
        @JsonProperty("reason") String reason,
        @JsonProperty("message") String message,
        @JsonProperty("remedy") String remedy,
        @JsonProperty("source") String source,
        @JsonProperty("published_at") String publishedAt,
        @JsonProperty("redriven") boolean redriven) {

    static DeadLetterAnswer of(DeadLetter letter) {
        return new DeadLetterAnswer(
                letter.partition(),
                letter.offset(),
                letter.imageId(),
                letter.reason(),
                letter.message(),
                letter.remedy(),
                letter.source(),
                letter.at().toString(),
                letter.redriven());
    }
}
