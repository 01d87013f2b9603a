package dev.tideline.benchmarks;

import picocli.CommandLine.Option;

/** How long a JVM works before it is measured. */
final class WarmUpOption {
    @Option(
            names = "--warm-up",
            paramLabel = "PICTURES",
            defaultValue = "12000",
            converter = PositiveInteger.class,
            description =
                    "Pictures that a process answers before it is measured: for as long Java's compiler takes a good"
                            + " part of the cores, which in a service's life does not count (default: ${DEFAULT-VALUE}).")
    private int pictures;

    int pictures() {
        return pictures;
    }
}
