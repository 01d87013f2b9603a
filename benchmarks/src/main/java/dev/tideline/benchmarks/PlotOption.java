package dev.tideline.benchmarks;

import dev.tideline.benchmarks.plot.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** With {@code --plot FILE.svg} a benchmark draws its curve. */
final class PlotOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Optional<Path> file = Optional.empty();

    @Option(names = "--plot", paramLabel = "FILE.svg", description = "Draw the curve.")
    void file(Path path) {
        file = Optional.of(OutputFile.in(command, "The plot", path));
    }

    /** Writes the picture, if it was asked for. */
    void write(LineChart chart) throws IOException {
        if (file.isPresent()) {
            Files.writeString(file.get(), chart.svg());
        }
    }
}
