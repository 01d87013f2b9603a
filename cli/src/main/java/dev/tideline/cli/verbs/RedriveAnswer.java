package dev.tideline.cli.verbs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.classifier.dlq.RedriveSummary;
import java.util.Map;
import java.util.TreeMap;

/** What {@code dlq redrive --json} prints; the letters are counted by reason. */
record RedriveAnswer(
        @JsonProperty("dry_run") boolean dryRun,
        @JsonProperty("sent") Map<String, Long> sent,
        @JsonProperty("passed_over") Map<String, Long> passedOver,
        @JsonProperty("foreign") long foreign) {

    static RedriveAnswer of(RedriveSummary summary, boolean dryRun) {
        return new RedriveAnswer(
                dryRun, new TreeMap<>(summary.sent()), new TreeMap<>(summary.passedOver()), summary.foreign());
    }
}
