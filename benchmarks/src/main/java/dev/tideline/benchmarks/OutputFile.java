package dev.tideline.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A benchmark runs for minutes: that a file cannot be written must not be found at its end. */
final class OutputFile {
    private OutputFile() {}

    /**
     * @param what the file is, for the message
     * @throws ParameterException when its folder does not exist
     */
    static Path in(CommandSpec command, String what, Path path) {
        if (!Files.isDirectory(path.toAbsolutePath().getParent())) {
            throw new ParameterException(
                    command.commandLine(),
                    what + " " + path + " cannot be written: its folder does not exist. Make it, or name another.");
        }
        return path;
    }
}
