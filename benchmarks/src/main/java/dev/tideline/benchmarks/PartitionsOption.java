package dev.tideline.benchmarks;

import picocli.CommandLine.Option;

/** Over how many partitions the pictures are spread. */
final class PartitionsOption {
    @Option(
            names = "--partitions",
            defaultValue = "4",
            converter = PositiveInteger.class,
            description = "Of the topics images and predictions (default: ${DEFAULT-VALUE}).")
    private int partitions;

    int count() {
        return partitions;
    }
}
