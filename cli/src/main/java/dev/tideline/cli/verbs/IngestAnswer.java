package dev.tideline.cli.verbs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.ingest.IngestSummary;
import java.util.List;
import java.util.Locale;

/** What {@code ingest --json} prints. */
record IngestAnswer(
        @JsonProperty("sent") long sent,
        @JsonProperty("labels") long labels,
        @JsonProperty("duplicates") long duplicates,
        @JsonProperty("refused") long refused,
        @JsonProperty("refusals") List<RefusedFile> refusals,
        @JsonProperty("seconds") double seconds) {
    /** A file that was not sent. */
    record RefusedFile(
            @JsonProperty("file") String file,
            @JsonProperty("reason") String reason,
            @JsonProperty("message") String message) {}

    static IngestAnswer of(IngestSummary summary) {
        List<RefusedFile> files = summary.refusals().stream()
                .map(refusal -> new RefusedFile(
                        refusal.source(), refusal.reason().name().toLowerCase(Locale.ROOT), refusal.message()))
                .toList();
        return new IngestAnswer(
                summary.sent(),
                summary.labels(),
                summary.duplicates(),
                summary.refused(),
                files,
                summary.took().toMillis() / 1000.0);
    }
}
