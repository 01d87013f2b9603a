package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code models} and {@code model-aliases} from their beginning and keeps the newest record of each key. Only
 * committed records count. A record that is no Avro of ours is passed over with a warning.
 *
 * <p>Threading: for one thread, except {@link #wakeUp}.
 */
final class CatalogReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogReader.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings kafka;
    private final TopicPartition models;
    private final TopicPartition aliases;
    private final Consumer<String, byte[]> consumer;
    private final AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>();
    private final Map<String, ModelVersion> versionsByKey = new HashMap<>();
    private final Map<String, ModelAlias> aliasesByKey = new HashMap<>();
    /** Read, but not yet decoded: stays here while the schema registry cannot be reached. */
    private final Deque<ConsumerRecord<String, byte[]>> pending = new ArrayDeque<>();

    CatalogReader(KafkaSettings kafka, String clientId) {
        this.kafka = kafka;
        models = new TopicPartition(kafka.topics().models().name(), 0);
        aliases = new TopicPartition(kafka.topics().modelAliases().name(), 0);
        deserializer.configure(kafka.serdes(), false);
        consumer = new KafkaConsumer<>(kafka.consumer(clientId), new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(models, aliases));
        consumer.seekToBeginning(List.of(models, aliases));
    }

    /** Reads what was committed before this call. An open transaction hides itself and what came after it. */
    void readToEnd() {
        readTo(consumer.endOffsets(List.of(models, aliases)));
    }

    /** Reads what was written before this call, and waits for open transactions on the way to end. */
    void readPastOpenTransactions() {
        readTo(HighWatermarks.of(kafka, List.of(models, aliases)));
    }

    /**
     * The same, but waits no longer than told. A transaction that was committed just now is still open on some
     * partitions for a moment: its own writer would miss it with {@link #readToEnd}.
     */
    void readPastOpenTransactions(Duration patience) {
        Map<TopicPartition, Long> ends = HighWatermarks.of(kafka, List.of(models, aliases));
        long deadline = System.nanoTime() + patience.toNanos();
        readToEnd();
        while (!isPast(ends) && System.nanoTime() < deadline) {
            poll(POLL);
        }
    }

    /**
     * The same for the aliases alone, as for one who has a transaction open on {@code models}.
     *
     * @return whether all that was written before this call has been read
     */
    boolean readAliasesPastOpenTransactions(Duration patience) {
        Map<TopicPartition, Long> ends = HighWatermarks.of(kafka, List.of(aliases));
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isPast(ends) && System.nanoTime() < deadline) {
            poll(POLL);
        }
        return isPast(ends);
    }

    private void readTo(Map<TopicPartition, Long> ends) {
        while (!isPast(ends)) {
            poll(POLL);
        }
        takeIn();
    }

    private boolean isPast(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /**
     * Takes in what has come, or comes within the given time.
     *
     * @throws dev.tideline.schemas.serde.RegistryUnavailableException when records cannot be decoded now; the next call
     *     tries them again
     */
    void poll(Duration time) {
        takeIn();
        consumer.poll(time).forEach(pending::add);
        takeIn();
    }

    ModelCatalog snapshot() {
        return new ModelCatalog(versionsByKey, aliasesByKey);
    }

    /** Ends a poll, now or the next, with a {@link org.apache.kafka.common.errors.WakeupException}. */
    void wakeUp() {
        consumer.wakeup();
    }

    private void takeIn() {
        while (!pending.isEmpty()) {
            takeIn(pending.peek());
            pending.remove();
        }
    }

    private void takeIn(ConsumerRecord<String, byte[]> record) {
        try {
            SpecificRecord value = deserializer.deserialize(record.topic(), record.value());
            if (record.topic().equals(models.topic())) {
                keep(versionsByKey, record.key(), (ModelVersion) value);
            } else {
                keep(aliasesByKey, record.key(), (ModelAlias) value);
            }
        } catch (SerializationException | ClassCastException e) {
            LOG.warn("Passing over record {} of topic {}: {}", record.offset(), record.topic(), e.getMessage());
        }
    }

    private static <V> void keep(Map<String, V> byKey, String key, V value) {
        if (value == null) {
            byKey.remove(key);
        } else {
            byKey.put(key, value);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
