package dev.tideline.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a combined broker and controller that shares a laptop with everything else. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CLIENT_LISTENER = "CLIENT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int MIB = 1024 * 1024;
    private static final int LARGEST_BATCH_BYTES = 12 * MIB;

    private BrokerSettings() {}

    static Map<String, String> of(Path folder, int clientPort, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        addRolesAndListeners(settings, clientPort, controllerPort);
        addReplication(settings);
        addFootprint(settings);
        settings.put("log.dirs", folder.toString());
        settings.put("message.max.bytes", Integer.toString(LARGEST_BATCH_BYTES));
        // A mistyped topic name must be an error, not a new topic.
        settings.put("auto.create.topics.enable", "false");
        // Nobody else will join within the default's three seconds.
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private static void addRolesAndListeners(Map<String, String> settings, int clientPort, int controllerPort) {
        String client = CLIENT_LISTENER + "://" + BoundListeners.HOST + ":" + clientPort;
        String controllerAddress = BoundListeners.HOST + ":" + controllerPort;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@" + controllerAddress);
        settings.put("listeners", client + "," + CONTROLLER_LISTENER + "://" + controllerAddress);
        settings.put("advertised.listeners", client);
        settings.put(
                "listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", CLIENT_LISTENER);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
    }

    private static void addReplication(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    /** By default a broker keeps 128 MiB to compact with, 20 MiB of index a partition and dozens of idle threads. */
    private static void addFootprint(Map<String, String> settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("group.coordinator.threads", "1");
        settings.put("log.segment.bytes", Integer.toString(64 * MIB));
        settings.put("log.index.size.max.bytes", Integer.toString(MIB));
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * MIB));
        settings.put("offsets.topic.segment.bytes", Integer.toString(8 * MIB));
        settings.put("transaction.state.log.segment.bytes", Integer.toString(8 * MIB));
    }
}
