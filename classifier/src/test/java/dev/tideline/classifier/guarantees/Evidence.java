package dev.tideline.classifier.guarantees;

import dev.tideline.classifier.ClassifierFixture;
import dev.tideline.classifier.PredictionLog;
import dev.tideline.events.ModelVersion;
import dev.tideline.events.PredictionEvent;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a run left on the topics, for readers of committed records.
 *
 * @param images by partition, in the order of their offsets: the ids of the pictures
 * @param predictions by partition, in the order of their offsets
 * @param deadLetters by partition, in the order of their offsets
 * @param versions of the model, oldest first
 */
record Evidence(
        List<List<String>> images,
        List<List<PredictionEvent>> predictions,
        List<List<DeadLetter>> deadLetters,
        List<ModelVersion> versions) {
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * @param id of the picture
     * @param reason why it could not be classified, as programs read it
     */
    record DeadLetter(String id, String reason) {
        static DeadLetter of(ConsumerRecord<String, byte[]> record) {
            byte[] reason = record.headers().lastHeader("tideline.reason").value();
            return new DeadLetter(record.key(), new String(reason, StandardCharsets.UTF_8));
        }
    }

    static Evidence read(ClassifierFixture fixture) {
        int partitions = fixture.kafka().topics().images().partitions();
        try (PredictionLog log = new PredictionLog(fixture.kafka())) {
            log.readToEnd();
            return new Evidence(
                    imageIds(fixture.kafka()),
                    IntStream.range(0, partitions)
                            .mapToObj(log::predictionsOfPartition)
                            .toList(),
                    IntStream.range(0, partitions)
                            .mapToObj(partition -> log.deadLetters().stream()
                                    .filter(letter -> letter.partition() == partition)
                                    .map(DeadLetter::of)
                                    .toList())
                            .toList(),
                    ModelCatalog.read(fixture.kafka()).versions(ClassifierFixture.MODEL));
        }
    }

    Stream<String> allImages() {
        return images.stream().flatMap(List::stream);
    }

    Stream<PredictionEvent> allPredictions() {
        return predictions.stream().flatMap(List::stream);
    }

    Stream<DeadLetter> allDeadLetters() {
        return deadLetters.stream().flatMap(List::stream);
    }

    /** Number of pictures. */
    int count() {
        return images.stream().mapToInt(List::size).sum();
    }

    /** Number of predictions and dead letters. */
    long answers() {
        return allPredictions().count() + allDeadLetters().count();
    }

    private static List<List<String>> imageIds(KafkaSettings kafka) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                kafka.consumer("evidence"), new StringDeserializer(), new ByteArrayDeserializer())) {
            String topic = kafka.topics().images().name();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            List<List<String>> ids = partitions.stream()
                    .<List<String>>map(partition -> new ArrayList<>())
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(POLL)
                        .forEach(record -> ids.get(record.partition()).add(record.key()));
            }
            return ids;
        }
    }
}
