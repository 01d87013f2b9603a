package dev.tideline.cli.verbs;

import dev.tideline.cli.options.Json;
import dev.tideline.model.store.ModelCatalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Every version of a model. */
@Command(
        name = "list",
        description = "Lists the versions, oldest first, and what serves.",
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
        List<VersionAnswer> versions = catalog.versions(options.name()).stream()
                .map(version -> VersionAnswer.of(catalog, version))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(Json.pretty(versions));
        } else if (versions.isEmpty()) {
            out.println("Model " + options.name() + " has no version yet. Other models: " + catalog.names());
        } else {
            out.printf("%-8s %-17s %-9s %-21s %s%n", "VERSION", "ALIAS", "REASON", "MADE", "HOLDOUT");
            versions.forEach(version -> out.println(line(version)));
        }
        return 0;
    }

    private static String line(VersionAnswer version) {
        Double accuracy = version.metrics().get("holdout_accuracy");
        return String.format(
                Locale.ROOT,
                "%-8d %-17s %-9s %-21s %s",
                version.version(),
                String.join(",", version.aliases()),
                version.reason(),
                version.createdAt().replaceFirst("\\.\\d+Z", "Z"),
                accuracy == null ? "" : String.format(Locale.ROOT, "%.3f", accuracy));
    }
}
