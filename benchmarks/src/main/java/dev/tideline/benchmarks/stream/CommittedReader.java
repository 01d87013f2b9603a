package dev.tideline.benchmarks.stream;

import dev.tideline.events.PredictionEvent;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sees predictions as soon as they are visible under read_committed, from the topic's beginning on.
 *
 * <p>Threading: for one thread.
 */
public final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroDeserializer<PredictionEvent> deserializer = new AvroDeserializer<>(PredictionEvent.class);
    private final String deadLetters;

    public CommittedReader(KafkaSettings kafka) {
        Map<String, Object> config = kafka.consumer("benchmark-reader");
        // All that is visible comes with one poll, so that the poll's time is when it was.
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100_000);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        deserializer.configure(kafka.serdes(), false);
        deadLetters = kafka.topics().imagesDlq().name();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(kafka.topics().predictions().name(), deadLetters)) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * The predictions that became visible since the last call; waits shortly for some.
     *
     * @throws IllegalStateException when a picture came out as a dead letter: then the data do not suit
     */
    public List<Sighting> poll() {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        long now = System.currentTimeMillis();
        List<Sighting> predictions = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.topic().equals(deadLetters)) {
                throw new IllegalStateException("The classifier could not classify " + record.key() + " of "
                        + deadLetters + ": " + reasons(record) + ". Take other pictures with --data.");
            }
            predictions.add(new Sighting(record, now));
        }
        return predictions;
    }

    /** What a prediction says. */
    public PredictionEvent decode(Sighting sighting) {
        return deserializer.deserialize(
                sighting.prediction().topic(), sighting.prediction().value());
    }

    private static List<String> reasons(ConsumerRecord<String, byte[]> deadLetter) {
        List<String> reasons = new ArrayList<>();
        for (Header header : deadLetter.headers()) {
            reasons.add(header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8));
        }
        return reasons;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
