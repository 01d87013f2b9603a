package dev.tideline.cli.verbs;

import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a version into service. */
@Command(
        name = "promote",
        description = "Makes classifiers serve a version, without a restart.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  tideline models promote 3"})
final class ModelsPromoteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Parameters(paramLabel = "V", description = "The version, a number.")
    private int version;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for people.",
            defaultValue = "promoted by hand")
    private String reason;

    @Override
    public Integer call() {
        try (ModelAdmin admin = new ModelAdmin(options.connect(), ModelOptions.author())) {
            AliasAnswer.print(
                    admin.setAlias(options.name(), ModelCatalog.PRODUCTION, version, reason),
                    options.json(),
                    spec.commandLine().getOut());
        }
        return 0;
    }
}
