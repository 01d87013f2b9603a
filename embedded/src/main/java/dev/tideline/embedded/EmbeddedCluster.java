package dev.tideline.embedded;

import dev.tideline.embedded.registry.EmbeddedRegistry;
import java.nio.file.Path;

/** A broker and its schema registry in this JVM: all that Tideline's services need to meet. Thread-safe. */
public final class EmbeddedCluster implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;

    /** Starts both on free ports. */
    public static EmbeddedCluster start(Path dataFolder) {
        return start(dataFolder, 0, 0);
    }

    /**
     * Starts both.
     *
     * @param dataFolder where the broker keeps its data, schemas included
     * @param kafkaPort the broker's port on 127.0.0.1, or 0 for a free one
     * @param registryPort the registry's port on 127.0.0.1, or 0 for a free one
     * @throws EmbeddedKafkaException if a port is taken or the folder cannot be used
     */
    public static EmbeddedCluster start(Path dataFolder, int kafkaPort, int registryPort) {
        EmbeddedKafka kafka = EmbeddedKafka.start(dataFolder, kafkaPort);
        try {
            return new EmbeddedCluster(kafka, EmbeddedRegistry.start(kafka.bootstrapServers(), registryPort));
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private EmbeddedCluster(EmbeddedKafka kafka, EmbeddedRegistry registry) {
        this.kafka = kafka;
        this.registry = registry;
    }

    /** Host and port for Kafka's clients. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The address for {@code schema.registry.url}. */
    public String registryUrl() {
        return registry.url();
    }

    /** Stops both; harmless when repeated. */
    @Override
    public void close() {
        try {
            registry.close();
        } finally {
            kafka.close();
        }
    }
}
