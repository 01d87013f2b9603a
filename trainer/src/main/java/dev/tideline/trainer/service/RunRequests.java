package dev.tideline.trainer.service;

import dev.tideline.events.TrainingAction;
import dev.tideline.events.TrainingRequest;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Asks the trainer of a model for runs, and for their end, on training-requests. What becomes of that is told on
 * training-runs.
 *
 * <p>Thread-safe. Each method returns when the broker has the request, and throws a {@link KafkaException} when it
 * cannot be sent.
 */
public final class RunRequests implements AutoCloseable {
    private final Topic topic;
    private final String modelName;
    private final String author;
    private final KafkaProducer<String, TrainingRequest> producer;

    /** @param author who asks */
    public RunRequests(KafkaSettings kafka, String modelName, String author) {
        this.modelName = modelName;
        this.author = author;
        topic = kafka.topics().trainingRequests();
        AvroSerializer<TrainingRequest> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        producer = new KafkaProducer<>(kafka.producer("tideline-run-requests"), new StringSerializer(), serializer);
    }

    /** Asks for a run now. */
    public void train(String reason) {
        send(request(TrainingAction.TRAIN, reason));
    }

    /** @param runId the run that is to end; empty for the one that is in progress, whichever it is */
    public void cancel(Optional<String> runId, String reason) {
        send(request(TrainingAction.CANCEL, reason).setRunId(runId.orElse("")));
    }

    private TrainingRequest.Builder request(TrainingAction action, String reason) {
        return TrainingRequest.newBuilder()
                .setModelName(modelName)
                .setRequestedAt(Instant.now())
                .setRequestedBy(author)
                .setReason(reason)
                .setAction(action);
    }

    private void send(TrainingRequest.Builder request) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), modelName, request.build()))
                    .get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Topic " + topic + " did not take the request: "
                            + e.getCause().getMessage() + ". Check the broker, then ask again.",
                    e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
