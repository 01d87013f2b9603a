package dev.tideline.schemas;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic as Tideline creates it.
 *
 * @param name full name, prefix included
 * @param partitions number of partitions
 * @param settings the topic's own settings, by Kafka's names; the broker's defaults hold for the rest
 */
public record Topic(String name, int partitions, Map<String, String> settings) {
    static final short BROKER_DEFAULT_REPLICATION = -1;

    /** The schema registry's subject of this topic's values. */
    public String valueSubject() {
        return name + "-value";
    }

    NewTopic toNewTopic() {
        return new NewTopic(name, partitions, BROKER_DEFAULT_REPLICATION).configs(settings);
    }

    @Override
    public String toString() {
        return name;
    }
}
