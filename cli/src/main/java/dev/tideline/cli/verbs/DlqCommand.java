package dev.tideline.cli.verbs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What could not be classified. */
@Command(
        name = "dlq",
        description = "Shows the pictures that could not be classified, and tries them again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|redrive",
        subcommands = {DlqListCommand.class, DlqRedriveCommand.class},
        footer = {"", "Examples:", "  tideline dlq list", "  tideline dlq redrive --reason claim_check_unreachable"})
public final class DlqCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "dlq needs one of list, redrive");
    }
}
