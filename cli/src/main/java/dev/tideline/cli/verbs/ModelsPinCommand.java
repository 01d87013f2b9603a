package dev.tideline.cli.verbs;

import dev.tideline.model.store.ModelAdmin;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Leaves production to people. */
@Command(
        name = "pin",
        description = "Keeps the trainer from promoting versions: what the gate would promote becomes candidate. People"
                + " may still promote and roll back, and production stays pinned.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tideline models pin --reason 'no changes before the holidays'",
            "  tideline models pin 3",
            "  tideline models unpin"
        })
final class ModelsPinCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Parameters(
            paramLabel = "V",
            arity = "0..1",
            description = "The version that is to be production; without it, the one that is.")
    private Integer version;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.", defaultValue = "pinned by hand")
    private String reason;

    @Override
    public Integer call() {
        try (ModelAdmin admin = new ModelAdmin(options.connect(), ModelOptions.author())) {
            OptionalInt wanted = version == null ? OptionalInt.empty() : OptionalInt.of(version);
            AliasAnswer.print(
                    admin.pin(options.name(), wanted, reason),
                    options.json(),
                    spec.commandLine().getOut());
        }
        return 0;
    }
}
