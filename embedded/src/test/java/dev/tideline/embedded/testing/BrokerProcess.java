package dev.tideline.embedded.testing;

import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.schemas.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A broker and its schema registry in a JVM of their own, so that they can be killed. They come back on the same data
 * and the same ports.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> JAVA_OPTIONS = List.of("-Xmx512m");

    private final Path folder;
    private final Path ready;
    private ChildJvm jvm;
    private int kafkaPort;
    private int registryPort;

    private BrokerProcess(Path folder) {
        this.folder = folder;
        this.ready = folder.resolve("ready");
    }

    /** Starts both on free ports and returns once they take requests. */
    public static BrokerProcess start(Path folder) throws IOException {
        BrokerProcess broker = new BrokerProcess(Files.createDirectories(folder));
        try {
            broker.start();
            return broker;
        } catch (IOException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private void start() throws IOException {
        Files.deleteIfExists(ready);
        jvm = ChildJvm.start(
                BrokerProcess.class,
                JAVA_OPTIONS,
                List.of(folder.toString(), Integer.toString(kafkaPort), Integer.toString(registryPort)),
                folder.resolve("log"));
        await().atMost(PATIENCE)
                .failFast("The broker died while it started: see " + folder.resolve("log"), () -> !jvm.isAlive())
                .until(() -> Files.exists(ready));
        List<String> addresses = Files.readAllLines(ready);
        kafkaPort = portOf(addresses.get(0));
        registryPort = portOf(addresses.get(1));
    }

    private static int portOf(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    public String registryUrl() {
        return "http://127.0.0.1:" + registryPort;
    }

    /** kill -9, and a new start. */
    public void crash() throws IOException {
        jvm.kill();
        start();
    }

    /** A clean stop, and a new start. */
    public void restart() throws IOException {
        jvm.stop();
        start();
    }

    @Override
    public void close() {
        jvm.close();
    }

    /** What runs in the other JVM. Arguments: folder, Kafka's port, the registry's port; 0 for free ones. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        EmbeddedCluster cluster = EmbeddedCluster.start(
                folder.resolve("data"), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        Path written =
                Files.write(folder.resolve("ready.part"), List.of(cluster.bootstrapServers(), cluster.registryUrl()));
        Files.move(written, folder.resolve("ready"), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }
}
