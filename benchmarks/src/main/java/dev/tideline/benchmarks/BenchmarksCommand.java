package dev.tideline.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code benchmarks/run NAME} runs. */
@Command(
        name = "benchmarks/run",
        description = "Measures Tideline against a named peer or ceiling, both in the same run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            EngineBenchmark.class,
            LatencyBenchmark.class,
            RerunBenchmark.class,
            ScalingBenchmark.class,
            ShiftBenchmark.class,
            StartBenchmark.class,
            SwapBenchmark.class,
            ThroughputBenchmark.class,
            TrainingBenchmark.class
        })
public final class BenchmarksCommand {
    private BenchmarksCommand() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarksCommand()).execute(arguments));
    }
}
