package dev.tideline.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The sockets of one broker, bound on loopback before Kafka starts and handed to Kafka when it asks for them.
 *
 * <p>Binding first settles two things: a port that is taken is found out before anything has started, and a free port
 * cannot be lost to another process between choosing it and using it. Clients that connect early wait in the backlog.
 */
final class BoundListeners implements ServerSocketFactory, AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final int BACKLOG = 50;

    private final Map<String, ServerSocketChannel> waiting = new HashMap<>();

    /**
     * Binds a listener.
     *
     * @param port the port, or 0 for a free one
     * @return the port that was bound
     */
    synchronized int bind(String listener, int port) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(HOST, port), BACKLOG);
            waiting.put(listener, channel);
            return channel.socket().getLocalPort();
        } catch (IOException e) {
            Utils.closeQuietly(channel, "listener " + listener);
            throw new EmbeddedKafkaException(
                    "Kafka cannot listen on " + HOST + ":" + port + " (" + e.getMessage()
                            + "). Stop the program that uses this port, or choose another with --kafka-port"
                            + " (0 takes a free one).",
                    e);
        }
    }

    @Override
    public synchronized ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) {
        ServerSocketChannel channel = waiting.remove(listener);
        if (channel == null) {
            throw new IllegalStateException("No socket was bound for listener " + listener + " on " + address + ".");
        }
        return channel;
    }

    /** Closes what Kafka did not take over. */
    @Override
    public synchronized void close() {
        waiting.forEach((listener, channel) -> Utils.closeQuietly(channel, "listener " + listener));
        waiting.clear();
    }
}
