package dev.tideline.cli.quickstart;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.events.PredictionEvent;
import dev.tideline.events.TrainingEvent;
import dev.tideline.model.store.Assessment;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.schemas.Topics;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Watches the topics as any program could, from where they end now, and enters what it sees into a ledger. For one
 * thread, which calls {@link #poll}.
 */
final class TopicObserver implements AutoCloseable {
    private final StreamLedger ledger;
    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroDeserializer<SpecificRecord> values = new AvroDeserializer<>();
    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> handlers;

    private int runsDone;
    private int newestMade;
    private int newestProduction;
    private boolean promoted;
    private int promisedProduction;
    private Optional<String> failure = Optional.empty();
    private Optional<TrainingEvent> lastEvent = Optional.empty();
    private long events;

    TopicObserver(KafkaSettings kafka, StreamLedger ledger) {
        this.ledger = ledger;
        Topics topics = kafka.topics();
        handlers = Map.of(
                topics.predictions().name(), this::onPrediction,
                topics.imagesDlq().name(), record -> ledger.deadLetter(record.key()),
                topics.models().name(), this::onVersion,
                topics.modelAliases().name(), this::onAlias,
                topics.trainingRuns().name(), this::onTraining);
        values.configure(kafka.serdes(), false);
        consumer = new KafkaConsumer<>(
                kafka.consumer("tideline-quickstart"), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Audit.partitions(
                consumer,
                List.of(
                        topics.predictions(),
                        topics.imagesDlq(),
                        topics.models(),
                        topics.modelAliases(),
                        topics.trainingRuns()));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: what is published from now on must be seen.
        partitions.forEach(consumer::position);
    }

    void poll(Duration atMost) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
            events++;
            handlers.get(record.topic()).accept(record);
        }
    }

    private void onPrediction(ConsumerRecord<String, byte[]> record) {
        PredictionEvent prediction = (PredictionEvent) value(record);
        ledger.predicted(record.key(), prediction.getLabel(), prediction.getModelVersion());
    }

    private void onVersion(ConsumerRecord<String, byte[]> record) {
        if (value(record) instanceof ModelVersion version) {
            ledger.made(version.getVersion(), version.getCreatedAt(), version.getReason(), Assessment.of(version));
        }
    }

    private void onAlias(ConsumerRecord<String, byte[]> record) {
        if (value(record) instanceof ModelAlias alias && alias.getAlias().equals(ModelCatalog.PRODUCTION)) {
            ledger.promoted(alias.getVersion());
            newestProduction = alias.getVersion();
        }
    }

    private void onTraining(ConsumerRecord<String, byte[]> record) {
        TrainingEvent event = (TrainingEvent) value(record);
        lastEvent = Optional.of(event);
        switch (event.getType()) {
            case VERDICT -> promoted = event.getVerdict().getPromoted();
            case DONE -> {
                runsDone++;
                newestMade = event.getModelVersion();
                promisedProduction = promoted ? event.getModelVersion() : promisedProduction;
            }
            case FAILED -> failure = Optional.of(event.getMessage());
            case UNKNOWN, QUEUED, DATA, PROGRESS, EPOCH, CANCELLED, REFUSED -> {}
        }
    }

    private SpecificRecord value(ConsumerRecord<String, byte[]> record) {
        return values.deserialize(record.topic(), record.value());
    }

    int runsDone() {
        return runsDone;
    }

    /** The version that the last run made; its own record travels on another topic and may come later. 0 before any. */
    int newestMade() {
        return newestMade;
    }

    /** The version that production named last; 0 before any. */
    int newestProduction() {
        return newestProduction;
    }

    /** The version that the last promoted run made; its alias travels on another topic and may come later. */
    int promisedProduction() {
        return promisedProduction;
    }

    /** Why a training run failed, once one did. */
    Optional<String> failure() {
        return failure;
    }

    Optional<TrainingEvent> lastTrainingEvent() {
        return lastEvent;
    }

    /** Grows with everything that happens, so that standstill can be told from slowness. */
    long events() {
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
