package dev.tideline.classifier;

import dev.tideline.events.PredictionEvent;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a consumer sees on predictions, shadow-predictions and images-dlq, from the beginning. */
public final class PredictionLog implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroDeserializer<PredictionEvent> deserializer = new AvroDeserializer<>();
    private final String predictionsTopic;
    private final List<PredictionEvent> predictions = new ArrayList<>();
    private final Map<Integer, List<PredictionEvent>> predictionsByPartition = new HashMap<>();
    private final String shadowPredictionsTopic;
    private final List<PredictionEvent> shadowPredictions = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> deadLetters = new ArrayList<>();

    /** What is committed. */
    public PredictionLog(KafkaSettings kafka) {
        this(kafka, IsolationLevel.READ_COMMITTED);
    }

    public PredictionLog(KafkaSettings kafka, IsolationLevel isolation) {
        Map<String, Object> config = kafka.consumer("prediction-log");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        deserializer.configure(kafka.serdes(), false);
        predictionsTopic = kafka.topics().predictions().name();
        shadowPredictionsTopic = kafka.topics().shadowPredictions().name();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(
                predictionsTopic,
                shadowPredictionsTopic,
                kafka.topics().imagesDlq().name())) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what is there by now. */
    public PredictionLog poll() {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            if (record.topic().equals(predictionsTopic)) {
                PredictionEvent prediction = deserializer.deserialize(record.topic(), record.value());
                predictions.add(prediction);
                predictionsByPartition
                        .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                        .add(prediction);
            } else if (record.topic().equals(shadowPredictionsTopic)) {
                shadowPredictions.add(deserializer.deserialize(record.topic(), record.value()));
            } else {
                deadLetters.add(record);
            }
        });
        return this;
    }

    /** Reads all that is there by now, to the first transaction that is open. */
    public void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            poll();
        }
    }

    public List<PredictionEvent> predictions() {
        return Collections.unmodifiableList(predictions);
    }

    /** Those of one partition, in the order of their offsets. */
    public List<PredictionEvent> predictionsOfPartition(int partition) {
        return predictionsByPartition.getOrDefault(partition, List.of());
    }

    List<PredictionEvent> shadowPredictions() {
        return Collections.unmodifiableList(shadowPredictions);
    }

    public List<ConsumerRecord<String, byte[]>> deadLetters() {
        return Collections.unmodifiableList(deadLetters);
    }

    /** How often each picture was predicted. */
    public Map<String, Long> countsById() {
        return predictions.stream().collect(Collectors.groupingBy(PredictionEvent::getImageId, Collectors.counting()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
