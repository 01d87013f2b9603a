package dev.tideline.model.operations;

import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Whether a Kafka Streams application works. It does once it has been running, and goes on through later rebalances:
 * tasks that do not move work meanwhile, and what does move is not helped by an instance that is taken away.
 *
 * <p>Threading: safe from any thread; the states are told in order.
 */
public final class StreamsHealth {
    private volatile KafkaStreams.State state = KafkaStreams.State.CREATED;
    private volatile boolean hasRun;

    public void stateIs(KafkaStreams.State now) {
        state = now;
        hasRun |= now == KafkaStreams.State.RUNNING;
    }

    /** What keeps it from its work now, for people; empty when it works. */
    public Optional<String> obstacle() {
        return switch (state) {
            case RUNNING -> Optional.empty();
            case REBALANCING -> hasRun ? Optional.empty() : Optional.of("It is joining its consumer group");
            case CREATED -> Optional.of("Kafka Streams is about to start");
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Optional.of("Kafka Streams is " + state);
        };
    }
}
