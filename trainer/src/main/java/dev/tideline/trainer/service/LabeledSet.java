package dev.tideline.trainer.service;

import dev.tideline.events.LabeledImage;
import dev.tideline.model.claim.ClaimCheck;
import dev.tideline.model.claim.ClaimCheckException;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.labeling.Prediction;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows labeled-images from its beginning: the newest label of each picture, and what production had said of it before
 * its first. Memory holds ids, labels and these; the pictures go to the cache, except those that travel by claim check,
 * which come there when they are first needed. What leaves the set leaves the caches.
 *
 * <p>Threading: for one thread; the {@link TrainingSet} that it gives may go to another.
 */
final class LabeledSet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabeledSet.class);

    private final DiskCaches caches;
    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroDeserializer<LabeledImage> deserializer = new AvroDeserializer<>(LabeledImage.class);
    private final Map<String, LabeledPicture> pictures = new HashMap<>();
    private final Map<Integer, Long> next = new HashMap<>();
    /** What is to be reached before the set is caught up. */
    private Map<TopicPartition, Long> ends;

    private boolean caughtUp;

    /** @throws org.apache.kafka.common.KafkaException when Kafka cannot be reached */
    LabeledSet(KafkaSettings kafka, DiskCaches caches) {
        this.caches = caches;
        deserializer.configure(kafka.serdes(), false);
        consumer = new KafkaConsumer<>(
                kafka.consumer("tideline-trainer-labeled-set"), new StringDeserializer(), new ByteArrayDeserializer());
        String topic = kafka.topics().labeledImages().name();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ends = consumer.endOffsets(partitions);
    }

    /**
     * Takes in what comes within the given time.
     *
     * @return whether anything came
     * @throws org.apache.kafka.common.KafkaException when Kafka or the schema registry cannot be reached; the next call
     *     takes in the same records again, so nothing is missed
     */
    boolean poll(Duration timeout) {
        ConsumerRecords<String, byte[]> records = consumer.poll(timeout);
        try {
            records.forEach(this::accept);
        } catch (RuntimeException e) {
            // The consumer is past records that were not taken in; those that were may come twice.
            records.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, records.records(partition).get(0).offset()));
            throw e;
        }
        if (!caughtUp) {
            caughtUp = ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        return !records.isEmpty();
    }

    /** Meters of its consumer, for the caller to close. */
    KafkaClientMetrics meters() {
        return new KafkaClientMetrics(consumer);
    }

    /**
     * Whether everything has been taken in that stood on the topic at the start, or when {@link #catchUp} was last called.
     */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /**
     * The set is to hold everything that stands on the topic now.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka cannot be reached
     */
    void catchUp() {
        ends = consumer.endOffsets(consumer.assignment());
        caughtUp = false;
    }

    TrainingSet snapshot() {
        return new TrainingSet(List.copyOf(pictures.values()), SetPosition.of(next));
    }

    private void accept(ConsumerRecord<String, byte[]> record) {
        LabeledPicture known = pictures.get(record.key());
        if (record.key() == null || known != null && known.offset() > record.offset()) {
            return;
        }
        try {
            LabeledImage image = deserializer.deserialize(record.topic(), record.value());
            if (image == null) {
                forget(record.key());
            } else {
                keep(record, image);
            }
        } catch (SerializationException e) {
            LOG.warn(
                    "Passed over the record at offset {} of {}-{}: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("The picture cache cannot be written: " + e.getMessage(), e);
        }
        next.merge(record.partition(), record.offset() + 1, Math::max);
    }

    private void keep(ConsumerRecord<String, byte[]> record, LabeledImage image) throws IOException {
        String id = record.key();
        Optional<String> digest = digest(id, image);
        LabeledPicture known = pictures.get(id);
        if (known != null && !digest.equals(Optional.of(known.digest()))) {
            forget(id);
        }
        if (digest.isPresent()) {
            String label = image.getLabel().strip();
            pictures.put(
                    id,
                    new LabeledPicture(
                            id,
                            label,
                            record.partition(),
                            record.offset(),
                            Instant.ofEpochMilli(record.timestamp()),
                            digest.get(),
                            Prediction.before(image)));
        }
    }

    /** The picture's SHA-256; a picture that is there is cached. Empty for what cannot be trained on. */
    private Optional<String> digest(String id, LabeledImage image) throws IOException {
        if (image.getLabel().isBlank()) {
            LOG.warn("Picture {} is not trained on: its label is blank", id);
            return Optional.empty();
        }
        if (image.getPicture() != null) {
            byte[] picture = bytes(image.getPicture());
            String digest = PictureCache.digest(picture);
            caches.pictures().put(digest, picture);
            return Optional.of(digest);
        }
        try {
            ClaimCheck claim = ClaimCheck.of(image.getUri(), image.getSha256(), image.getLength());
            return Optional.of(claim.sha256());
        } catch (ClaimCheckException e) {
            LOG.warn("Picture {} is not trained on: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    private void forget(String id) throws IOException {
        LabeledPicture forgotten = pictures.remove(id);
        if (forgotten != null) {
            caches.forget(forgotten.digest());
        }
    }

    /**
     * Removes from the caches what is not in the set: pictures that were forgotten while nobody looked, or that a run put
     * there after they were forgotten. Only once the set is caught up, and while no run is in progress.
     */
    void sweepCaches() {
        try {
            caches.retainOnly(
                    pictures.values().stream().map(LabeledPicture::digest).collect(Collectors.toSet()));
        } catch (IOException e) {
            throw new UncheckedIOException("Forgotten pictures cannot be removed from the caches: " + e, e);
        }
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
