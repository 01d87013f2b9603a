package dev.tideline.trainer.service;

import dev.tideline.events.TrainingRequest;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests for a run that wait to be served. One run serves all that wait when it starts; a request that was not served
 * is found again after a restart.
 *
 * <p>Threading: for one thread.
 */
final class RequestInbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestInbox.class);

    private final String modelName;
    private final TopicPartition partition;
    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroDeserializer<TrainingRequest> deserializer = new AvroDeserializer<>(TrainingRequest.class);
    private Optional<TrainingRequest> waiting = Optional.empty();

    /** @param group under which it is kept which requests were served */
    RequestInbox(KafkaSettings kafka, String group, String modelName) {
        this.modelName = modelName;
        deserializer.configure(kafka.serdes(), false);
        Map<String, Object> config = kafka.consumer("tideline-trainer-requests");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        partition = new TopicPartition(kafka.topics().trainingRequests().name(), 0);
        consumer.assign(List.of(partition));
    }

    /**
     * Takes in what is there.
     *
     * @return whether anything came
     */
    boolean poll() {
        ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ZERO);
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                TrainingRequest request = deserializer.deserialize(record.topic(), record.value());
                if (request != null && request.getModelName().equals(modelName)) {
                    waiting = Optional.of(request);
                }
            } catch (SerializationException e) {
                LOG.warn("Passed over the request at offset {}: {}", record.offset(), e.getMessage());
            } catch (RuntimeException e) {
                consumer.seek(partition, record.offset());
                throw e;
            }
        }
        return !records.isEmpty();
    }

    /** The newest request that waits. */
    Optional<TrainingRequest> waiting() {
        return waiting;
    }

    /** A run that serves all waiting requests has started. */
    Served take() {
        waiting = Optional.empty();
        return new Served(consumer.position(partition));
    }

    /** Keeps for good that requests were served. */
    void commit(Served served) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(served.upTo())));
    }

    /** @param upTo offset after the last request that was served */
    record Served(long upTo) {}

    @Override
    public void close() {
        consumer.close();
    }
}
