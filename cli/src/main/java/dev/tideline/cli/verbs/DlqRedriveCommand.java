package dev.tideline.cli.verbs;

import dev.tideline.classifier.dlq.Redrive;
import dev.tideline.classifier.dlq.RedriveSummary;
import dev.tideline.cli.options.CommonOptions;
import dev.tideline.cli.options.Json;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends dead letters back to images. */
@Command(
        name = "redrive",
        description = "Sends the pictures that could not be classified back to the topic images, each exactly once, as"
                + " they came. Mend what was wrong first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A redrive goes on where the one before it stopped, also when that was killed; a new one shuts out one that",
            "is still at work. With --reason the others are passed over, and a later redrive sends them.",
            "",
            "Examples:",
            "  tideline dlq redrive --dry-run",
            "  tideline dlq redrive --reason claim_check_unreachable",
            "  tideline dlq redrive"
        })
final class DlqRedriveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only those that failed for this reason.")
    private String reason;

    @Option(names = "--dry-run", description = "Only count what would be sent.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        KafkaSettings kafka = common.connect();
        common.requireKnownFlags();
        print(dryRun ? Redrive.plan(kafka, Optional.ofNullable(reason)) : run(kafka));
        return 0;
    }

    private RedriveSummary run(KafkaSettings kafka) {
        try (ProgressLine progress = new ProgressLine("Redriving", System.console() != null && !json)) {
            return Redrive.run(kafka, Optional.ofNullable(reason), sent -> progress.showing(-1)
                    .step());
        }
    }

    private void print(RedriveSummary summary) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(RedriveAnswer.of(summary, dryRun)));
        } else {
            out.println(counted(summary.sent()) + (dryRun ? " would be sent back to images" : " sent back to images"));
            if (!summary.passedOver().isEmpty()) {
                out.println(counted(summary.passedOver()) + " of other reasons passed over");
            }
            if (summary.foreign() > 0) {
                out.println(summary.foreign() + " did not come from this topic images and are not sent");
            }
        }
        out.flush();
    }

    /** "3 dead letters (corrupt 1, too_large 2)". */
    private static String counted(Map<String, Long> byReason) {
        long all = byReason.values().stream().mapToLong(Long::longValue).sum();
        String reasons = new TreeMap<>(byReason)
                .entrySet().stream()
                        .map(reason -> Printable.of(reason.getKey()) + " " + reason.getValue())
                        .collect(Collectors.joining(", "));
        return all + (all == 1 ? " dead letter" : " dead letters") + (all == 0 ? "" : " (" + reasons + ")");
    }
}
