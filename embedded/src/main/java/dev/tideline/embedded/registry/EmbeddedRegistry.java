package dev.tideline.embedded.registry;

import dev.tideline.embedded.EmbeddedKafkaException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small schema registry on loopback that Confluent's clients can talk to. Its schemas are in the topic
 * {@code _schemas} of the broker beside it, so they live as long as the broker's data. Thread-safe.
 *
 * <p>It serves Avro schemas without references. It must be the topic's only writer.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String HOST = "127.0.0.1";
    private static final int MAX_THREADS = 16;
    private static final int MIN_THREADS = 4;

    private final Storage storage;
    private final Javalin server;

    /**
     * Reads the schemas that are there and starts to serve.
     *
     * @param bootstrapServers the broker that keeps the schemas
     * @param port the port on 127.0.0.1, or 0 for a free one
     * @throws EmbeddedKafkaException if the port is taken
     */
    public static EmbeddedRegistry start(String bootstrapServers, int port) {
        Storage storage = new Storage(bootstrapServers);
        try {
            State state = new State();
            storage.replay(state::apply);
            EmbeddedRegistry registry =
                    new EmbeddedRegistry(storage, serve(new RestApi(new Registry(storage, state)), port));
            LOG.info("Schema registry at {}", registry.url());
            return registry;
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private EmbeddedRegistry(Storage storage, Javalin server) {
        this.storage = storage;
        this.server = server;
    }

    private static Javalin serve(RestApi api, int port) {
        Javalin server = Javalin.create(EmbeddedRegistry::configure);
        api.addTo(server);
        try {
            return server.start(HOST, port);
        } catch (JavalinBindException e) {
            throw new EmbeddedKafkaException(
                    "The schema registry cannot listen on " + HOST + ":" + port
                            + ". Stop the program that uses this port, or choose another with --registry-port"
                            + " (0 takes a free one).",
                    e);
        }
    }

    private static void configure(JavalinConfig config) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("schema-registry");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        // A subject may hold any character, a slash too; clients escape it.
        config.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.RFC3986));
    }

    /** Where it listens, for {@code schema.registry.url}. */
    public String url() {
        return "http://" + HOST + ":" + server.port();
    }

    /** Stops; harmless when repeated. */
    @Override
    public void close() {
        server.stop();
        storage.close();
    }
}
