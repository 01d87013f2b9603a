package dev.tideline.cli.verbs;

import dev.tideline.cli.options.Json;
import dev.tideline.model.store.ModelAdmin;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes a version. */
@Command(
        name = "delete",
        description = "Deletes a version and its artifact. Not one that an alias names, such as production, and not the"
                + " newest. There is no way back.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  tideline models delete 2"})
final class ModelsDeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Parameters(paramLabel = "V", description = "The version, a number.")
    private int version;

    @Override
    public Integer call() {
        try (ModelAdmin admin = new ModelAdmin(options.connect(), ModelOptions.author())) {
            admin.delete(options.name(), version);
        }
        DeletionAnswer answer = new DeletionAnswer(options.name(), version);
        spec.commandLine()
                .getOut()
                .println(
                        options.json()
                                ? Json.line(answer)
                                : answer.name() + " version " + answer.deletedVersion() + " is deleted");
        return 0;
    }
}
