package dev.tideline.trainer.service;

import dev.tideline.schemas.Topic;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that the topics of a cluster hold, uncommitted records too. */
final class TopicContents implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Admin admin;
    private final KafkaConsumer<String, byte[]> consumer;

    TopicContents(KafkaSettings kafka) {
        admin = kafka.newAdmin();
        Map<String, Object> config = kafka.consumer("contents");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Names of the topics that hold a picture anywhere in a value. */
    List<String> withPicture(byte[] picture) throws ExecutionException, InterruptedException {
        String wanted = text(picture);
        return records().stream()
                .filter(record -> record.value() != null && text(record.value()).contains(wanted))
                .map(ConsumerRecord::topic)
                .distinct()
                .toList();
    }

    /** Names of the compacted topics that hold a value under a key. */
    List<String> withKey(String key) throws ExecutionException, InterruptedException {
        Collection<String> compacted = compacted();
        return records().stream()
                .filter(record -> key.equals(record.key()) && record.value() != null)
                .map(ConsumerRecord::topic)
                .filter(compacted::contains)
                .distinct()
                .toList();
    }

    /** Has the broker compact what can be compacted in a moment, not in a week. */
    void compactSoon() throws ExecutionException, InterruptedException {
        Map<String, String> eager = Map.of(
                "segment.ms", "100",
                "min.cleanable.dirty.ratio", "0",
                "min.compaction.lag.ms", "0",
                "max.compaction.lag.ms", "100",
                "delete.retention.ms", "0");
        List<AlterConfigOp> changes = eager.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), OpType.SET))
                .toList();
        Map<ConfigResource, Collection<AlterConfigOp>> all = new HashMap<>();
        compacted().forEach(topic -> all.put(resource(topic), changes));
        admin.incrementalAlterConfigs(all).all().get();
    }

    /** As if the topic's retention were over. */
    void forgetByTime(Topic topic) throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                .all()
                .get();
    }

    private Collection<String> compacted() throws ExecutionException, InterruptedException {
        List<ConfigResource> topics = admin.listTopics().names().get().stream()
                .map(TopicContents::resource)
                .toList();
        Map<ConfigResource, Config> configs =
                admin.describeConfigs(topics).all().get();
        return topics.stream()
                .filter(topic ->
                        configs.get(topic).get("cleanup.policy").value().contains("compact"))
                .map(ConfigResource::name)
                .toList();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private List<ConsumerRecord<String, byte[]>> records() throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = admin.listTopics().names().get().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    /** A character a byte. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
