package dev.tideline.cli.quickstart;

import dev.tideline.schemas.Topic;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What really stands on {@code predictions} and {@code images-dlq}, counted afterwards by a consumer of its own that
 * sees only what is committed.
 *
 * @param predictions records on {@code predictions} for the pictures asked about
 * @param deadLetters records on {@code images-dlq} for them
 * @param lost pictures without a record on either
 * @param duplicated records beyond the first, over all pictures
 */
record Audit(long predictions, long deadLetters, long lost, long duplicated) {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Where the topics ended at some moment: an audit counts from there. */
    record Start(Map<TopicPartition, Long> offsets) {}

    static Start start(KafkaSettings kafka) {
        try (Consumer<String, byte[]> consumer = consumer(kafka)) {
            return new Start(consumer.endOffsets(partitions(consumer, topics(kafka))));
        }
    }

    /** @param ids the pictures that were published since the start, each once */
    static Audit of(KafkaSettings kafka, Start start, Collection<String> ids) {
        Map<String, Integer> records = new HashMap<>();
        ids.forEach(id -> records.put(id, 0));
        Map<String, Long> byTopic = new HashMap<>();
        try (Consumer<String, byte[]> consumer = consumer(kafka)) {
            consumer.assign(start.offsets().keySet());
            start.offsets().forEach(consumer::seek);
            Map<TopicPartition, Long> ends = consumer.endOffsets(start.offsets().keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (records.computeIfPresent(record.key(), (id, count) -> count + 1) != null) {
                        byTopic.merge(record.topic(), 1L, Long::sum);
                    }
                }
            }
        }
        return new Audit(
                byTopic.getOrDefault(kafka.topics().predictions().name(), 0L),
                byTopic.getOrDefault(kafka.topics().imagesDlq().name(), 0L),
                records.values().stream().filter(count -> count == 0).count(),
                records.values().stream()
                        .mapToLong(count -> Math.max(0, count - 1))
                        .sum());
    }

    private static List<Topic> topics(KafkaSettings kafka) {
        return List.of(kafka.topics().predictions(), kafka.topics().imagesDlq());
    }

    private static Consumer<String, byte[]> consumer(KafkaSettings kafka) {
        return new KafkaConsumer<>(
                kafka.consumer("tideline-quickstart-audit"), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Every partition of these topics. */
    static List<TopicPartition> partitions(Consumer<?, ?> consumer, List<Topic> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
