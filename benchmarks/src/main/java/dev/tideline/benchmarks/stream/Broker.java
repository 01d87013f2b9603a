package dev.tideline.benchmarks.stream;

import dev.tideline.benchmarks.process.ChildProcess;
import dev.tideline.benchmarks.process.Workplace;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A broker and a schema registry in a process of their own on this machine.
 *
 * @param bootstrapServers for {@code kafka.bootstrap.servers}
 * @param registryUrl for {@code schema.registry.url}
 */
public record Broker(String bootstrapServers, String registryUrl) {
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    /** Starts both on free ports; they end with the workplace. */
    public static Broker start(Workplace workplace) throws IOException, InterruptedException {
        ChildProcess process = workplace.start(
                "broker",
                BrokerMain.class,
                Map.of("folder", workplace.resolve("kafka").toString()));
        return new Broker(process.await("bootstrap", START_PATIENCE), process.await("registry", START_PATIENCE));
    }
}
