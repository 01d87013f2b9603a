package dev.tideline.classifier.dlq;

import dev.tideline.events.RedriveProgress;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The progress of redrives, on a compacted topic of its own. The offsets of a consumer group would not do: the broker
 * forgets them a week after the last redrive, while dead letters stay for a month, and then all would be sent again.
 */
final class ProgressTopic {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings kafka;
    private final String topic;
    private final AvroSerializer<RedriveProgress> serializer = new AvroSerializer<>();
    private final AvroDeserializer<RedriveProgress> deserializer = new AvroDeserializer<>(RedriveProgress.class);

    ProgressTopic(KafkaSettings kafka) {
        this.kafka = kafka;
        this.topic = kafka.topics().imagesDlqProgress().name();
        serializer.configure(kafka.serdes(), false);
        deserializer.configure(kafka.serdes(), false);
    }

    /** What is committed by now, by partition. */
    Map<Integer, Progress> read() {
        Map<Integer, Progress> progress = new HashMap<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.consumer("tideline-dlq-progress"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(record -> {
                    RedriveProgress value = deserializer.deserialize(topic, record.value());
                    progress.put(value.getPartition(), new Progress(value.getOffset(), value.getOffsetByReason()));
                });
            }
        }
        return progress;
    }

    ProducerRecord<byte[], byte[]> record(int partition, Progress progress) {
        RedriveProgress value = RedriveProgress.newBuilder()
                .setPartition(partition)
                .setOffset(progress.offset())
                .setOffsetByReason(progress.offsetByReason())
                .build();
        return new ProducerRecord<>(
                topic,
                0,
                Integer.toString(partition).getBytes(StandardCharsets.UTF_8),
                serializer.serialize(topic, value));
    }
}
