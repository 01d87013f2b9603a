package dev.tideline.cli.verbs;

import dev.tideline.cli.options.Json;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.store.Assessment;
import dev.tideline.model.store.ModelCatalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Every version of a model. */
@Command(
        name = "list",
        description =
                "Lists the versions, oldest first: why each was made, how it did on held-out pictures, what the gate"
                        + " decided, and which one serves (production).",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  tideline models list --json"})
final class ModelsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Override
    public Integer call() {
        ModelCatalog catalog = ModelCatalog.read(options.connect());
        List<ModelVersion> versions = catalog.versions(options.name());
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(Json.pretty(versions.stream()
                    .map(version -> VersionAnswer.of(catalog, version))
                    .toList()));
        } else if (versions.isEmpty()) {
            out.println("Model " + options.name() + " has no version yet. Other models: " + catalog.names());
        } else {
            out.println(line("VERSION", "ALIAS", "REASON", "MADE", "HELD OUT", "DIFFERENCE", "VERDICT"));
            versions.forEach(version -> out.println(line(VersionAnswer.of(catalog, version), Assessment.of(version))));
            out.println();
            out.println("Held out: right among labelled pictures that no version was trained on. Difference: from"
                    + " production of that time, in points, with its 95 % interval.");
            out.println("\"tideline models show V\" has a version's reason and verdict in words.");
        }
        return 0;
    }

    private static String line(VersionAnswer version, Assessment assessment) {
        return line(
                version.version(),
                String.join(",", version.aliases()),
                version.reason(),
                version.createdAt().replaceFirst("\\.\\d+Z", "Z"),
                assessment.heldOut().orElse(""),
                assessment.difference().map(Object::toString).orElse(""),
                assessment.verdict().map(Object::toString).orElse(""));
    }

    private static String line(Object... columns) {
        return String.format("%-8s %-17s %-9s %-21s %-15s %-22s %s", columns).stripTrailing();
    }
}
