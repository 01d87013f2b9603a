package dev.tideline.embedded.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The changes on a compacted topic of one partition. This process is its only writer. */
final class Storage implements Journal, AutoCloseable {
    static final String TOPIC = "_schemas";

    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /** Tombstones carry the ids that must not be given again, so they stay: a hundred years. */
    private static final String TOMBSTONE_RETENTION_MS =
            Long.toString(Duration.ofDays(36_500).toMillis());

    private final Map<String, Object> connection;
    private final KafkaProducer<String, String> producer;

    Storage(String bootstrapServers) {
        this.connection = Map.of("bootstrap.servers", bootstrapServers);
        createTopic();
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "max.block.ms",
                        10_000,
                        "request.timeout.ms",
                        5_000,
                        "delivery.timeout.ms",
                        10_000),
                new StringSerializer(),
                new StringSerializer());
    }

    private void createTopic() {
        NewTopic topic = new NewTopic(TOPIC, 1, (short) -1)
                .configs(Map.of("cleanup.policy", "compact", "delete.retention.ms", TOMBSTONE_RETENTION_MS));
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("Topic " + TOPIC + " could not be created: " + e.getMessage(), e.getCause());
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Hands over every change that is there now, oldest first. */
    void replay(Consumer<Change> to) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(connection, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(POLL)
                        .forEach(record -> ChangeFormat.fromRecord(record).ifPresent(to));
            }
        }
    }

    @Override
    public void append(Change change) {
        try {
            producer.send(ChangeFormat.toRecord(TOPIC, change)).get();
        } catch (ExecutionException e) {
            throw RegistryException.storeFailed(e.getCause());
        } catch (KafkaException e) {
            throw RegistryException.storeFailed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryException.storeFailed(e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
