package dev.tideline.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's own broker and controller in this JVM, on loopback only, with its data in a folder that outlives it.
 *
 * <p>Replication factors are 1 and topics are not created by themselves. A second start on the same folder serves what
 * the first one stored. Several may run in one JVM, each on its own folder. Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final DataFolder folder;
    private final BoundListeners listeners = new BoundListeners();
    private final int port;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Starts a broker and returns once it takes requests.
     *
     * @param dataFolder where it keeps its data; made and formatted if it is new
     * @param port the port for clients on 127.0.0.1, or 0 for a free one
     * @throws EmbeddedKafkaException if the port is taken, the folder is in use or cannot be written, or Kafka fails
     */
    public static EmbeddedKafka start(Path dataFolder, int port) {
        long began = System.nanoTime();
        DataFolder folder = DataFolder.open(dataFolder, BrokerSettings.NODE_ID, BrokerSettings.CONTROLLER_LISTENER);
        Faults.brokerStarts();
        EmbeddedKafka kafka = null;
        try {
            kafka = new EmbeddedKafka(folder, port);
            kafka.startServers();
        } catch (RuntimeException e) {
            if (kafka != null) {
                kafka.close();
            } else {
                Faults.brokerStopped();
                folder.close();
            }
            throw e;
        }
        LOG.info(
                "Kafka at {} with its data in {}, started in {} ms",
                kafka.bootstrapServers(),
                folder.path(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
        return kafka;
    }

    /**
     * Puts the servers together as {@link KafkaRaftServer} does for a process of its own, but with sockets that are
     * already bound and faults that do not end the JVM.
     */
    private EmbeddedKafka(DataFolder folder, int wantedPort) {
        this.folder = folder;
        try {
            this.port = listeners.bind(BrokerSettings.CLIENT_LISTENER, wantedPort);
            int controllerPort = listeners.bind(BrokerSettings.CONTROLLER_LISTENER, 0);
            KafkaConfig config = new KafkaConfig(BrokerSettings.of(folder.path(), port, controllerPort), false);
            var loaded = KafkaRaftServer.initializeLogDirs(config, LOG, "");
            QuorumConfig quorum = config.quorumConfig();
            SharedServer shared = new SharedServer(
                    config,
                    loaded._1(),
                    Time.SYSTEM,
                    Server.initializeMetrics(
                            config, Time.SYSTEM, loaded._1().clusterId().orElseThrow()),
                    CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
                    List.of(),
                    new Faults(),
                    listeners);
            this.broker = new BrokerServer(shared);
            this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), loaded._2());
        } catch (RuntimeException e) {
            listeners.close();
            throw e;
        }
    }

    private void startServers() {
        try {
            controller.startup();
            broker.startup();
        } catch (EmbeddedKafkaException e) {
            throw e;
        } catch (Exception e) { // Scala declares nothing and may throw anything
            throw new EmbeddedKafkaException(
                    "Kafka did not start on " + bootstrapServers() + " with its data in " + folder.path() + " (" + e
                            + "). Try another data folder; if that starts, the data of this one are damaged.",
                    e);
        }
    }

    /** Host and port for clients. */
    public String bootstrapServers() {
        return BoundListeners.HOST + ":" + port;
    }

    /** Stops cleanly: what was acknowledged is on disk, ports and folder are free. Harmless when repeated. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            // The broker first: it hands itself over to the controller before it goes.
            broker.shutdown(SHUTDOWN_TIMEOUT);
        } finally {
            try {
                controller.shutdown();
            } finally {
                listeners.close();
                Faults.brokerStopped();
                folder.close();
            }
        }
    }
}
