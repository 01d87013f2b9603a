package dev.tideline.trainer.guarantees;

import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.testing.AvroClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows what is told of runs. For one thread. */
final class RunEvents implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final TopicPartition partition;
    private final KafkaConsumer<String, TrainingEvent> consumer;
    private final List<TrainingEvent> all = new ArrayList<>();

    RunEvents(KafkaSettings kafka) {
        consumer = AvroClients.consumer(kafka);
        partition = new TopicPartition(kafka.topics().trainingRuns().name(), 0);
        consumer.assign(List.of(partition));
    }

    /** How many runs were begun. */
    long runs() {
        return all().stream()
                .filter(event -> event.getType() == TrainingEventType.QUEUED)
                .count();
    }

    /** Whether the last run is a request's and has come so far. */
    boolean has(TrainingEventType type, String request) {
        List<TrainingEvent> events = ofLastRun();
        return events.stream().anyMatch(event -> event.getType() == type)
                && events.get(0).getMessage().endsWith(request);
    }

    /** Whether the last run has not come to an end, as far as was told. */
    boolean isRunInProgress() {
        return ofLastRun().stream()
                .noneMatch(event ->
                        event.getType() == TrainingEventType.DONE || event.getType() == TrainingEventType.FAILED);
    }

    /** The last run's events; none when there was no run. */
    List<TrainingEvent> ofLastRun() {
        List<TrainingEvent> events = all();
        return events.stream()
                .filter(event ->
                        event.getRunId().equals(events.get(events.size() - 1).getRunId()))
                .toList();
    }

    private List<TrainingEvent> all() {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        do {
            consumer.poll(POLL).forEach(record -> all.add(record.value()));
        } while (consumer.position(partition) < end);
        return all;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
