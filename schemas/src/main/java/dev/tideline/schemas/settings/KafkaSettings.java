package dev.tideline.schemas.settings;

import dev.tideline.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How a program reaches Kafka and the schema registry.
 *
 * <p>Keys: {@code kafka.bootstrap.servers}, {@code schema.registry.url}, {@code topics.prefix},
 * {@code topics.partitions}; every other key that begins with {@code kafka.} is passed to each Kafka client without
 * that prefix and wins over what Tideline would set.
 *
 * @param bootstrapServers host:port, comma-separated
 * @param registryUrl base address of the schema registry; several, comma-separated, for failover
 * @param topics the names of the topics
 * @param passedThrough further client settings, by Kafka's names
 */
public record KafkaSettings(
        String bootstrapServers, String registryUrl, Topics topics, Map<String, String> passedThrough) {
    private static final String PASS_THROUGH = "kafka.";

    public static KafkaSettings from(Settings settings) {
        String bootstrapServers = settings.text("kafka.bootstrap.servers", "localhost:9092");
        Map<String, String> passedThrough = new HashMap<>(settings.under(PASS_THROUGH));
        passedThrough.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        return new KafkaSettings(
                bootstrapServers,
                settings.text("schema.registry.url", "http://localhost:8081"),
                new Topics(
                        settings.text("topics.prefix", ""),
                        settings.integer("topics.partitions", Topics.DEFAULT_PARTITIONS, 1, 10_000)),
                Map.copyOf(passedThrough));
    }

    /** What any client needs: addresses, serde settings and what is passed through. */
    public Map<String, Object> client() {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.putAll(serdes());
        config.putAll(passedThrough);
        return config;
    }

    /** Settings of the Avro serdes, by Confluent's names. */
    public Map<String, Object> serdes() {
        Map<String, Object> config = new HashMap<>(passedThrough);
        config.put("schema.registry.url", registryUrl);
        config.put("specific.avro.reader", "true");
        return config;
    }

    /** A producer that writes records as large as a picture may be, idempotently. Serializers are the caller's choice. */
    public Map<String, Object> producer(String clientId) {
        return producer(clientId, Topics.MAX_PICTURE_RECORD_BYTES);
    }

    /**
     * The same, for records of another size.
     *
     * @param mostBytes the largest record, before it is compressed
     */
    public Map<String, Object> producer(String clientId, int mostBytes) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, mostBytes);
        config.putAll(client());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return config;
    }

    /** A consumer that sees only committed records and starts at the beginning. Deserializers are the caller's choice. */
    public Map<String, Object> consumer(String clientId) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.putAll(client());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return config;
    }

    /** A new administration client; the caller closes it. */
    public Admin newAdmin() {
        return Admin.create(client());
    }
}
