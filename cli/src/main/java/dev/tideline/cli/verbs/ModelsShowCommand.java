package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.Json;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.store.ModelCatalog;
import java.io.PrintWriter;
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
        print(VersionAnswer.of(catalog, found));
        return 0;
    }

    private void print(VersionAnswer answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(Json.pretty(answer));
            return;
        }
        out.println(answer.name() + " version " + answer.version()
                + (answer.aliases().isEmpty() ? "" : " (" + String.join(", ", answer.aliases()) + ")"));
        out.println(
                "  made      " + answer.createdAt() + " by " + answer.createdBy() + ", because of " + answer.reason());
        out.println("  labels    " + String.join(", ", answer.labels()));
        out.println("  input     " + answer.inputWidth() + "×" + answer.inputHeight());
        out.println("  artifact  " + answer.artifactLength() + " bytes, SHA-256 " + answer.artifactSha256());
        answer.metrics().forEach((name, value) -> out.println("  " + name + " = " + value));
        answer.lineage().forEach((name, value) -> out.println("  " + name + " = " + value));
    }
}
