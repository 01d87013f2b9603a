package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.Json;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.store.Assessment;
import dev.tideline.model.store.ModelCatalog;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All that is known of one version. */
@Command(
        name = "show",
        description = "Shows all that is known of a version.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  tideline models show 2"})
final class ModelsShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Parameters(paramLabel = "V", description = "The version, a number.")
    private int version;

    @Override
    public Integer call() {
        ModelCatalog catalog = ModelCatalog.read(options.connect());
        ModelVersion found = catalog.version(options.name(), version)
                .orElseThrow(() -> new CommandFailedException("Model " + options.name() + " has no version " + version
                        + "; it has "
                        + catalog.versions(options.name()).stream()
                                .map(ModelVersion::getVersion)
                                .toList()));
        print(VersionAnswer.of(catalog, found), Assessment.of(found));
        return 0;
    }

    private void print(VersionAnswer answer, Assessment assessment) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(Json.pretty(answer));
            return;
        }
        out.println(answer.name() + " version " + answer.version()
                + (answer.aliases().isEmpty() ? "" : " (" + String.join(", ", answer.aliases()) + ")"));
        out.println("  made        " + answer.createdAt() + " by " + answer.createdBy());
        out.println("  reason      " + answer.reason() + (assessment.why().isEmpty() ? "" : ": " + assessment.why()));
        assessment.heldOut().ifPresent(text -> out.println("  held out    " + text + " pictures are right"));
        assessment
                .difference()
                .ifPresent(text -> out.println(
                        "  difference  " + text + " points from production of that time, with the 95 % interval"));
        assessment.verdict().ifPresent(verdict -> {
            out.println("  verdict     " + verdict);
            out.println("              " + verdict.message());
        });
        out.println("  labels      " + String.join(", ", answer.labels()));
        out.println("  input       " + answer.inputWidth() + "×" + answer.inputHeight());
        out.println("  artifact    " + answer.artifactLength() + " bytes, SHA-256 " + answer.artifactSha256());
        printRest("further figures:", answer.metrics(), out);
        printRest("made from:", answer.lineage(), out);
    }

    private static void printRest(String heading, Map<String, ?> values, PrintWriter out) {
        Map<String, Object> rest = new TreeMap<>(values);
        rest.keySet().removeAll(Assessment.NAMES);
        if (!rest.isEmpty()) {
            out.println("  " + heading);
            rest.forEach((name, value) -> out.println("    " + name + " = " + value));
        }
    }
}
