package dev.tideline.cli.verbs;

import dev.tideline.classifier.dlq.DeadLetter;
import dev.tideline.classifier.dlq.DeadLetterList;
import dev.tideline.cli.options.CommonOptions;
import dev.tideline.cli.options.Json;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The newest dead letters. */
@Command(
        name = "list",
        description = "Lists the newest pictures that could not be classified, oldest first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "AT is partition@offset on the topic images-dlq, PUBLISHED the time of the picture's record.",
            "A letter that was sent back (redrive) is marked with *.",
            "",
            "Examples:",
            "  tideline dlq list",
            "  tideline dlq list --limit 1000 --json"
        })
final class DlqListCommand implements Callable<Integer> {
    private static final String ROW = "%-12s %-1s %-32s %-23s %-20s %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(names = "--limit", paramLabel = "N", description = "Most letters (default: 20).", defaultValue = "20")
    private int limit;

    @Option(names = "--json", description = "Print the letters as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, not " + limit);
        }
        KafkaSettings kafka = common.connect();
        common.requireKnownFlags();
        print(DeadLetterList.newest(kafka, limit));
        return 0;
    }

    private void print(List<DeadLetter> letters) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(letters.stream().map(DeadLetterAnswer::of).toList()));
        } else if (letters.isEmpty()) {
            out.println("No picture has failed: the topic images-dlq is empty.");
        } else {
            out.printf(ROW, "AT", "", "IMAGE", "REASON", "PUBLISHED", "MESSAGE");
            letters.forEach(letter -> out.printf(
                    ROW,
                    letter.partition() + "@" + letter.offset(),
                    letter.redriven() ? "*" : "",
                    Printable.of(letter.imageId()),
                    Printable.of(letter.reason()),
                    letter.at().truncatedTo(ChronoUnit.SECONDS),
                    Printable.of(letter.message())));
        }
        out.flush();
    }
}
