package dev.tideline.benchmarks.stream;

import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.embedded.EmbeddedCluster;
import java.nio.file.Path;

/** What runs in the broker's process. */
public final class BrokerMain {
    private BrokerMain() {}

    /** Takes the broker's {@code folder}. */
    public static void main(String[] arguments) {
        Path folder = Path.of(ParentProcess.arguments(arguments).get("folder"));
        try (EmbeddedCluster cluster = EmbeddedCluster.start(folder)) {
            ParentProcess.tell("bootstrap", cluster.bootstrapServers());
            ParentProcess.tell("registry", cluster.registryUrl());
            ParentProcess.awaitEnd();
        }
    }
}
