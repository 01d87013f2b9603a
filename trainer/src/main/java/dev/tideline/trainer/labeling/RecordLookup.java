package dev.tideline.trainer.labeling;

import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads single records by partition and offset, with a consumer of its own that belongs to no group.
 *
 * <p>Threading: for one thread at a time.
 */
public final class RecordLookup implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    /** A record larger than this still comes: the broker always sends the first one whole. */
    private static final int FETCH_BYTES = 64 * 1024;

    private final KafkaConsumer<String, byte[]> consumer;

    public RecordLookup(KafkaSettings kafka, String clientId) {
        Map<String, Object> config = kafka.consumer(clientId);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * @return empty when the broker no longer has the record: it was too old, or compacted away
     * @throws TimeoutException when the broker does not answer in time: the record may be there
     */
    public Optional<ConsumerRecord<String, byte[]>> find(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long started = System.nanoTime();
        try {
            while (System.nanoTime() - started < PATIENCE.toNanos()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    return Optional.of(record).filter(found -> found.offset() == offset);
                }
                if (consumer.position(partition) > offset) {
                    return Optional.empty();
                }
            }
        } catch (OffsetOutOfRangeException tooOld) {
            return Optional.empty();
        }
        throw new TimeoutException("The record at offset " + offset + " of " + partition + " did not come within "
                + PATIENCE.toSeconds() + " s. Check that the brokers of this partition are up.");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
