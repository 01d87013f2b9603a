package dev.tideline.cli.verbs;

import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets the trainer promote versions again. */
@Command(
        name = "unpin",
        description = "Lets the trainer promote versions again. Production stays what it is until then.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  tideline models unpin"})
final class ModelsUnpinCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Override
    public Integer call() {
        try (ModelAdmin admin = new ModelAdmin(options.connect(), ModelOptions.author())) {
            AliasAnswer.printRemoved(
                    options.name(),
                    ModelCatalog.PINNED,
                    admin.unpin(options.name()),
                    options.json(),
                    spec.commandLine().getOut());
        }
        return 0;
    }
}
