package dev.tideline.benchmarks.shift;

import dev.tideline.benchmarks.shift.Retraining.Verdict;
import dev.tideline.events.TrainingEvent;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Follows {@code training-runs} from its beginning.
 *
 * <p>Threading: for one thread.
 */
final class RunLog implements AutoCloseable {
    private final TopicReader reader;
    private final AvroDeserializer<TrainingEvent> deserializer = new AvroDeserializer<>(TrainingEvent.class);
    private final Map<String, Retraining> runs = new LinkedHashMap<>();

    RunLog(KafkaSettings kafka) {
        deserializer.configure(kafka.serdes(), false);
        reader = new TopicReader(kafka, kafka.topics().trainingRuns());
    }

    /**
     * Takes in what has come, without waiting.
     *
     * @param sent photos of the stream that were sent so far
     * @return whether anything has come
     * @throws IllegalStateException when a run failed or was cancelled, or a classifier refused a version
     */
    boolean poll(int sent) {
        ConsumerRecords<String, byte[]> records = reader.poll();
        for (ConsumerRecord<String, byte[]> record : records) {
            TrainingEvent event = deserializer.deserialize(record.topic(), record.value());
            takeIn(record.key(), event, sent);
        }
        return !records.isEmpty();
    }

    private void takeIn(String run, TrainingEvent event, int sent) {
        switch (event.getType()) {
            case QUEUED -> runs.put(run, Retraining.begun(event.getReason(), event.getMessage(), sent));
            case VERDICT ->
                runs.computeIfPresent(
                        run,
                        (id, known) -> known.judged(new Verdict(
                                event.getVerdict().getPromoted(),
                                List.copyOf(event.getVerdict().getObjections()),
                                event.getMessage())));
            case DONE -> runs.computeIfPresent(run, (id, known) -> known.done(event.getModelVersion()));
            case FAILED, CANCELLED, REFUSED ->
                throw new IllegalStateException("Run " + run + " " + event.getType() + ": " + event.getMessage());
            case DATA, PROGRESS, EPOCH, UNKNOWN -> {}
        }
    }

    /** All runs so far, in the order in which they began. */
    List<Retraining> runs() {
        return List.copyOf(runs.values());
    }

    @Override
    public void close() {
        reader.close();
    }
}
