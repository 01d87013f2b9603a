package dev.tideline.trainer.guarantees;

import dev.tideline.events.LabeledImage;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.testing.AvroClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows labeled-images, as a reader of committed records does. For one thread. */
final class JoinedLabels implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, LabeledImage> consumer;
    private final Map<String, Label> joined = new HashMap<>();

    JoinedLabels(KafkaSettings kafka) {
        consumer = AvroClients.consumer(kafka);
        String topic = kafka.topics().labeledImages().name();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** Whether all these labels are there, or newer ones of the same pictures. */
    boolean have(Map<String, Label> labels) {
        consumer.poll(POLL)
                .forEach(record -> joined.put(
                        record.key(),
                        new Label(record.value().getLabel(), record.value().getLabeledAt())));
        return labels.entrySet().stream()
                .allMatch(sent -> joined.containsKey(sent.getKey())
                        && !joined.get(sent.getKey())
                                .at()
                                .isBefore(sent.getValue().at()));
    }

    Map<String, Label> labels() {
        return Map.copyOf(joined);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
