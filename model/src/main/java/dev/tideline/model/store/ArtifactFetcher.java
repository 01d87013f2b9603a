package dev.tideline.model.store;

import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.events.ModelVersion;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Brings the chunks of a version from {@code model-artifacts} into a file: from the offset that the version names, and
 * where that does not lead to them, from the topic's beginning.
 */
final class ArtifactFetcher {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings kafka;
    private final TopicPartition artifacts;
    private final BooleanSupplier stopped;
    private final AvroDeserializer<ModelArtifactChunk> deserializer = new AvroDeserializer<>(ModelArtifactChunk.class);

    /** @param stopped becomes true when a fetch should end soon, with a {@link WakeupException} */
    ArtifactFetcher(KafkaSettings kafka, BooleanSupplier stopped) {
        this.kafka = kafka;
        this.stopped = stopped;
        artifacts = new TopicPartition(kafka.topics().modelArtifacts().name(), 0);
        deserializer.configure(kafka.serdes(), false);
    }

    /**
     * Writes a version's chunks into a file.
     *
     * @throws RefusedVersionException when a chunk is missing or is none
     * @throws org.apache.kafka.common.KafkaException when Kafka or the schema registry cannot be reached now
     */
    void fetch(ModelVersion version, Path file) throws IOException, RefusedVersionException {
        OptionalLong offset = version.getArtifactOffset() == null
                ? OptionalLong.empty()
                : OptionalLong.of(version.getArtifactOffset());
        String clientId = "tideline-model-artifacts-" + version.getName() + "-" + version.getVersion();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(kafka.consumer(clientId), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(artifacts));
            long end = HighWatermarks.of(kafka, List.of(artifacts)).get(artifacts);
            if (offset.isPresent() && offset.getAsLong() >= 0 && offset.getAsLong() < end) {
                consumer.seek(artifacts, offset.getAsLong());
                if (assembled(version, file, consumer, end)) {
                    return;
                }
            }
            consumer.seekToBeginning(List.of(artifacts));
            if (!assembled(version, file, consumer, end)) {
                throw new RefusedVersionException("Not all of its " + version.getArtifactChunks() + " chunks are on "
                        + artifacts.topic() + "; publish it again.");
            }
        }
    }

    private boolean assembled(ModelVersion version, Path file, Consumer<String, byte[]> consumer, long end)
            throws IOException, RefusedVersionException {
        try (ArtifactAssembly assembly = new ArtifactAssembly(version, file)) {
            while (!assembly.isComplete() && consumer.position(artifacts) < end) {
                if (stopped.getAsBoolean()) {
                    throw new WakeupException();
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (!assembly.isComplete() && assembly.wanted().equals(record.key()) && record.value() != null) {
                        assembly.add(decode(record));
                    }
                }
            }
            return assembly.isComplete();
        }
    }

    private ModelArtifactChunk decode(ConsumerRecord<String, byte[]> record) throws RefusedVersionException {
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException | ClassCastException e) {
            throw new RefusedVersionException("Its chunk " + record.key() + " is damaged: " + e.getMessage());
        }
    }
}
