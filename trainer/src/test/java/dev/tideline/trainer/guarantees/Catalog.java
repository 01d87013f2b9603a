package dev.tideline.trainer.guarantees;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.testing.AvroClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What a reader of committed records finds at one moment.
 *
 * @param versions numbers of the versions that are there
 * @param aliases what each alias names
 */
record Catalog(List<Integer> versions, Map<String, Integer> aliases) {
    private static final Duration POLL = Duration.ofMillis(100);

    static Catalog read(KafkaSettings kafka) {
        Map<String, ModelAlias> aliases = newest(committed(kafka, kafka.topics().modelAliases()));
        Map<String, ModelVersion> versions =
                newest(committed(kafka, kafka.topics().models()));
        Map<String, Integer> named = new HashMap<>();
        aliases.forEach((key, alias) -> named.put(alias.getAlias(), alias.getVersion()));
        return new Catalog(
                versions.values().stream()
                        .map(ModelVersion::getVersion)
                        .sorted()
                        .toList(),
                Map.copyOf(named));
    }

    /** The committed records of a topic of one partition, in the order in which they stand there. */
    static <T extends SpecificRecord> List<ConsumerRecord<String, T>> committed(KafkaSettings kafka, Topic topic) {
        try (KafkaConsumer<String, T> consumer = AvroClients.consumer(kafka)) {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<ConsumerRecord<String, T>> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    /** The newest value of each key that has one. */
    static <T> Map<String, T> newest(List<ConsumerRecord<String, T>> records) {
        Map<String, T> newest = new HashMap<>();
        for (ConsumerRecord<String, T> record : records) {
            if (record.value() == null) {
                newest.remove(record.key());
            } else {
                newest.put(record.key(), record.value());
            }
        }
        return newest;
    }
}
