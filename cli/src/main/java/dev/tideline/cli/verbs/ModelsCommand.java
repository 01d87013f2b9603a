package dev.tideline.cli.verbs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What there is of models, and which version serves. */
@Command(
        name = "models",
        description = "Shows the versions of the model, and decides which one serves.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|show|promote|rollback|pin|unpin|shadow|delete|import",
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsPromoteCommand.class,
            ModelsRollbackCommand.class,
            ModelsPinCommand.class,
            ModelsUnpinCommand.class,
            ModelsShadowCommand.class,
            ModelsDeleteCommand.class,
            ModelsImportCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  tideline models list",
            "  tideline models shadow 3",
            "  tideline models promote 3",
            "  tideline models rollback",
            "  tideline models pin"
        })
public final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "models needs one of list, show, promote, rollback, pin, unpin, shadow, delete," + " import");
    }
}
