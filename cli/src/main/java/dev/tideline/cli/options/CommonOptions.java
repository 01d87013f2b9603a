package dev.tideline.cli.options;

import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every verb that meets Kafka, and what they lead to. */
public final class CommonOptions {
    private static final int ANSWER_SECONDS = 15;

    @Mixin
    private SettingsOptions sources;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "Kafka's address (kafka.bootstrap.servers; default: localhost:9092).")
    private String bootstrapServer;

    @Option(
            names = "--registry-url",
            paramLabel = "URL",
            description = "The schema registry's address (schema.registry.url; default: http://localhost:8081).")
    private String registryUrl;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "Put before every topic's name (topics.prefix; default: none).")
    private String topicPrefix;

    private Settings settings;

    /** The settings in effect: defaults, file, environment, flags. */
    public Settings settings() {
        if (settings == null) {
            settings = sources.load(flags());
        }
        return settings;
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        put(flags, "kafka.bootstrap.servers", bootstrapServer);
        put(flags, "schema.registry.url", registryUrl);
        put(flags, "topics.prefix", topicPrefix);
        return flags;
    }

    private static void put(Map<String, String> flags, String key, String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }

    /**
     * How to reach Kafka, after it has answered and the topics are there ({@code topics.create=false} leaves them to
     * others).
     *
     * @throws CommandFailedException when it does not answer
     */
    public KafkaSettings connect() {
        KafkaSettings kafka = KafkaSettings.from(settings());
        boolean create = settings().yes("topics.create", true);
        try (Admin admin = kafka.newAdmin()) {
            admin.describeCluster().clusterId().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (create) {
                kafka.topics().create(admin);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new CommandFailedException(
                    "Kafka at " + kafka.bootstrapServers() + " does not answer as it should: " + cause(e)
                            + "\nIs it running there? Name another with --bootstrap-server.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("Interrupted while connecting to Kafka", e);
        }
        return kafka;
    }

    private static String cause(Exception fault) {
        if (fault instanceof TimeoutException) {
            return "nothing heard for " + ANSWER_SECONDS + " s";
        }
        Throwable cause = fault instanceof ExecutionException ? fault.getCause() : fault;
        return cause.getMessage();
    }

    /** Prints every setting that was asked for, secrets masked, and refuses a flag that nothing has asked for. */
    public void printEffective(PrintWriter out) {
        requireKnownFlags();
        settings().effective().forEach((key, value) -> out.println("  " + key + " = " + value));
        out.flush();
    }

    /** To be called once all settings of a verb are read. The file may hold settings of other verbs; a flag may not. */
    public void requireKnownFlags() {
        sources.requireKnownFlags(settings());
    }
}
