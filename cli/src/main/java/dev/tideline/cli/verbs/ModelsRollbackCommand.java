package dev.tideline.cli.verbs;

import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the version before back into service. */
@Command(
        name = "rollback",
        description = "Makes classifiers serve the version that was production before.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  tideline models rollback --reason 'calls every fox a dog'"})
final class ModelsRollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for people.",
            defaultValue = "rolled back by hand")
    private String reason;

    @Override
    public Integer call() {
        try (ModelAdmin admin = new ModelAdmin(options.connect(), ModelOptions.author())) {
            AliasAnswer.print(
                    admin.rollback(options.name(), ModelCatalog.PRODUCTION, reason),
                    options.json(),
                    spec.commandLine().getOut());
        }
        return 0;
    }
}
