package dev.tideline.cli.options;

import dev.tideline.schemas.settings.SettingsException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells people what went wrong in a line or two; the stack goes to the log. */
public final class ErrorReport {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);

    private ErrorReport() {}

    /** The command line was wrong. */
    public static int ofUsage(ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("tideline: " + fault.getMessage());
        UnmatchedArgumentException.printSuggestions(fault, err);
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    /** The verb failed. A wrong setting counts as wrong usage, wherever it was set. */
    public static int ofFailure(Exception fault, CommandLine command, ParseResult parsed) {
        LOG.error("{} failed", command.getCommandSpec().qualifiedName(), fault);
        PrintWriter err = command.getErr();
        err.println("tideline: " + message(fault));
        if (fault instanceof SettingsException) {
            err.flush();
            return ExitCode.USAGE;
        }
        err.println("More in " + LogFile.shown());
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private static String message(Throwable fault) {
        String message = fault.getMessage();
        return message == null || message.isBlank() ? fault.toString() : message;
    }
}
