package dev.tideline.classifier.dlq;

import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads images-dlq up to where it ended when the reading began. For one thread. */
final class DeadLetterReading implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> beginnings;
    private final Map<TopicPartition, Long> ends;

    DeadLetterReading(KafkaSettings kafka) {
        consumer = new KafkaConsumer<>(
                kafka.consumer("tideline-dlq"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        String topic = kafka.topics().imagesDlq().name();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        beginnings = consumer.beginningOffsets(partitions);
        ends = consumer.endOffsets(partitions);
    }

    /** Where the reading ends, by partition. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }

    /** How far each partition was redriven; progress on a topic of this name that was there before is none. */
    Map<Integer, Progress> progress(Map<Integer, Progress> known) {
        return ends.entrySet().stream()
                .collect(Collectors.toMap(end -> end.getKey().partition(), end -> known.getOrDefault(
                                end.getKey().partition(), Progress.NONE)
                        .unlessBeyond(end.getValue())));
    }

    /** Goes to an offset of a partition, or to the nearest that is there; true when that is the partition's first. */
    boolean seek(TopicPartition partition, long offset) {
        long first = beginnings.get(partition);
        consumer.seek(partition, Math.max(first, Math.min(offset, ends.get(partition))));
        return offset <= first;
    }

    /** Whether a record stood there when the reading began. */
    boolean isWithin(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()));
    }

    boolean isAtEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** What comes next; may hold records beyond the end. */
    ConsumerRecords<byte[], byte[]> poll() {
        return consumer.poll(POLL);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
