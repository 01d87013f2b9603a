package dev.tideline.cli;

import dev.tideline.cli.options.ErrorReport;
import dev.tideline.cli.options.LogFile;
import dev.tideline.cli.verbs.ClassifierCommand;
import dev.tideline.cli.verbs.DlqCommand;
import dev.tideline.cli.verbs.FeedbackCommand;
import dev.tideline.cli.verbs.IngestCommand;
import dev.tideline.cli.verbs.ModelsCommand;
import dev.tideline.cli.verbs.PredictCommand;
import dev.tideline.cli.verbs.QuickstartCommand;
import dev.tideline.cli.verbs.RetrainCommand;
import dev.tideline.cli.verbs.TrainCommand;
import dev.tideline.cli.verbs.TrainerCommand;
import dev.tideline.schemas.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;

/** The {@code tideline} command. Exit codes: 0 ok, 1 failed, 2 wrong usage. */
@Command(
        name = "tideline",
        description = "Classifies pictures as they stream through Kafka, and keeps learning from people's corrections.",
        mixinStandardHelpOptions = true,
        versionProvider = TidelineCommand.Version.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Begin with: tideline quickstart",
            "Every verb explains itself: tideline VERB --help",
            "Exit codes: 0 ok, 1 failed, 2 wrong usage"
        },
        subcommands = {
            QuickstartCommand.class,
            IngestCommand.class,
            ClassifierCommand.class,
            TrainerCommand.class,
            TrainCommand.class,
            PredictCommand.class,
            FeedbackCommand.class,
            RetrainCommand.class,
            ModelsCommand.class,
            DlqCommand.class
        })
public final class TidelineCommand {
    private TidelineCommand() {}

    public static void main(String[] args) {
        try {
            LogFile.choose(args.length > 0 ? args[0] : "tideline", System.getenv());
        } catch (SettingsException e) {
            System.err.println("tideline: " + e.getMessage());
            System.exit(ExitCode.USAGE);
        }
        System.exit(commandLine().execute(args));
    }

    /** The command, ready to be executed or asked about. */
    public static CommandLine commandLine() {
        return new CommandLine(new TidelineCommand())
                .setUsageHelpWidth(110)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(ErrorReport::ofUsage)
                .setExecutionExceptionHandler(ErrorReport::ofFailure);
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = TidelineCommand.class.getPackage().getImplementationVersion();
            return new String[] {"tideline " + (version == null ? "(not packaged)" : version)};
        }
    }
}
