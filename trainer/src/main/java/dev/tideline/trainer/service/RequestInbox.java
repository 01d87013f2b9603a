package dev.tideline.trainer.service;

import dev.tideline.events.TrainingRequest;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people ask for on training-requests, while it is this trainer's turn: runs that wait to be served, and runs to be
 * cancelled. One run serves all requests that wait when it starts; a request that was not served is found again by
 * whoever has its turn next. A version says which requests it answers, so it is known from the moment of its publication
 * that they were served, whenever that is committed.
 *
 * <p>Threading: for the group's thread.
 */
final class RequestInbox {
    private static final Logger LOG = LoggerFactory.getLogger(RequestInbox.class);

    private final String modelName;
    private final TrainerGroup group;
    private final AvroDeserializer<TrainingRequest> deserializer = new AvroDeserializer<>(TrainingRequest.class);
    private final List<TrainingRequest> cancels = new ArrayList<>();
    private OptionalInt turn = OptionalInt.empty();
    private Optional<Waiting> waiting = Optional.empty();
    private long answered;

    private record Waiting(TrainingRequest request, long offset) {}

    RequestInbox(KafkaSettings kafka, TrainerGroup group, String modelName) {
        this.modelName = modelName;
        this.group = group;
        deserializer.configure(kafka.serdes(), false);
    }

    /**
     * Takes in what is there, and keeps this trainer in its group.
     *
     * @return whether anything came
     * @throws org.apache.kafka.common.KafkaException when Kafka or the schema registry cannot be reached; the next call
     *     misses nothing
     */
    boolean poll() {
        List<ConsumerRecord<String, byte[]>> records = group.poll();
        if (!group.turn().equals(turn)) {
            turn = group.turn();
            waiting = Optional.empty();
            answered = 0;
            cancels.clear();
        }
        records.forEach(this::accept);
        return !records.isEmpty();
    }

    private void accept(ConsumerRecord<String, byte[]> record) {
        try {
            TrainingRequest request = deserializer.deserialize(record.topic(), record.value());
            if (request != null && request.getModelName().equals(modelName)) {
                accept(request, record.offset());
            }
        } catch (SerializationException e) {
            LOG.warn("Passed over the request at offset {}: {}", record.offset(), e.getMessage());
        } catch (RuntimeException e) {
            group.readAgain(record);
            throw e;
        }
    }

    private void accept(TrainingRequest request, long offset) {
        switch (request.getAction()) {
            case TRAIN -> waiting = Optional.of(new Waiting(request, offset)).filter(this::isUnanswered);
            case CANCEL -> cancels.add(request);
            case UNKNOWN -> LOG.warn("Passed over a request that a later release may understand: {}", request);
        }
    }

    /** Whether it is this trainer's turn, and everything was read that people had asked for when that began. */
    boolean isCaughtUp() {
        return group.isCaughtUp();
    }

    /** The newest request that waits. */
    Optional<TrainingRequest> waiting() {
        return waiting.map(Waiting::request);
    }

    /** The offset after the last request that a version of the model answers, as the versions say. */
    static long answered(ModelCatalog catalog, String modelName) {
        return catalog.versions(modelName).stream()
                .filter(version -> version.getRunId() != null)
                .map(version -> version.getLineage().getOrDefault(Runner.REQUESTS_POSITION, "0"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    /**
     * Passes over requests that are answered: a trainer may have died before it could commit that they were served. Only
     * while it is this trainer's turn.
     *
     * @param upTo see {@link #answered}
     */
    void passOver(long upTo) {
        // Beyond the end it is the position of another topic, which had the name before.
        if (upTo <= group.endAtBegin()) {
            answered = upTo;
            waiting = waiting.filter(this::isUnanswered);
        }
    }

    private boolean isUnanswered(Waiting request) {
        return request.offset() >= answered;
    }

    /** Requests to cancel a run that have come since this was last called, oldest first. */
    List<TrainingRequest> takeCancels() {
        List<TrainingRequest> taken = List.copyOf(cancels);
        cancels.clear();
        return taken;
    }

    /** A run that serves all waiting requests has started. Only while it is this trainer's turn. */
    Served take() {
        waiting = Optional.empty();
        return new Served(group.turn(), group.position());
    }

    /** That run has ended, and its requests are served for good, unless the turn in which they came is over. */
    void served(Served served) {
        if (served.turn().equals(group.turn())) {
            group.served(waiting.isEmpty() ? group.position() : served.upTo());
        }
    }

    /** What a person asked for, in words, such as {@code Asked for by ann: to see}. */
    static String told(String what, TrainingRequest request) {
        String by = request.getRequestedBy().isEmpty() ? "" : " by " + request.getRequestedBy();
        String why = request.getReason().isEmpty() ? "" : ": " + request.getReason();
        return what + by + why;
    }

    /**
     * @param turn in which they were taken
     * @param upTo offset after the last request that is served
     */
    record Served(OptionalInt turn, long upTo) {}
}
