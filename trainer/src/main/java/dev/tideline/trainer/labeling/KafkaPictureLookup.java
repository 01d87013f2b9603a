package dev.tideline.trainer.labeling;

import dev.tideline.schemas.Topics;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads single records by partition and offset with a consumer of its own, which belongs to no group. */
final class KafkaPictureLookup implements PictureLookup {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A record larger than this still comes: the broker always sends the first one whole. */
    private static final int FETCH_BYTES = 64 * 1024;

    private final Topics topics;
    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>();

    KafkaPictureLookup(KafkaSettings kafka, String clientId) {
        topics = kafka.topics();
        Map<String, Object> config = kafka.consumer(clientId);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        deserializer.configure(kafka.serdes(), false);
    }

    @Override
    public Optional<CarriedPicture> find(String imageId, int partition, PicturePosition position) {
        String topic =
                switch (position.home()) {
                    case IMAGES -> topics.images().name();
                    case LABELED_IMAGES -> topics.labeledImages().name();
                };
        return recordAt(new TopicPartition(topic, partition), position.offset())
                .filter(record -> imageId.equals(record.key()))
                .flatMap(this::picture);
    }

    private Optional<ConsumerRecord<String, byte[]>> recordAt(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < giveUpAt) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    return Optional.of(record).filter(found -> found.offset() == offset);
                }
                if (consumer.position(partition) > offset) {
                    return Optional.empty();
                }
            }
        } catch (OffsetOutOfRangeException forgotten) {
            return Optional.empty();
        }
        throw new TimeoutException("The record at offset " + offset + " of " + partition + " did not come within "
                + PATIENCE.toSeconds() + " s. Check that the brokers of this partition are up.");
    }

    private Optional<CarriedPicture> picture(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()))
                    .flatMap(CarriedPicture::of);
        } catch (SerializationException noEvent) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
