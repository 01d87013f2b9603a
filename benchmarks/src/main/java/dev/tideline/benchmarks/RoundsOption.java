package dev.tideline.benchmarks;

import picocli.CommandLine.Option;

/** How often everything is measured. */
final class RoundsOption {
    @Option(
            names = "--rounds",
            defaultValue = "5",
            converter = PositiveInteger.class,
            description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    int count() {
        return rounds;
    }
}
