package dev.tideline.classifier.operations;

import dev.tideline.model.operations.Health;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Whether a classifier classifies. It is ready once a version is warm and Kafka Streams has been running, and stays so
 * through later rebalances: tasks that do not move go on meanwhile, and what does move is not helped by a classifier that
 * is taken away. It is live until it has stopped.
 *
 * <p>Threading: safe from any thread; what is written is told in order by the classifier.
 */
final class ClassifierHealth implements Health {
    private final String modelName;
    private volatile Optional<ServedVersion> served = Optional.empty();
    private volatile KafkaStreams.State streams = KafkaStreams.State.CREATED;
    private volatile boolean hasRun;
    private volatile boolean stopped;

    ClassifierHealth(String modelName) {
        this.modelName = modelName;
    }

    void serving(ServedVersion version) {
        served = Optional.of(version);
    }

    Optional<ServedVersion> served() {
        return served;
    }

    void streamsAre(KafkaStreams.State state) {
        streams = state;
        hasRun |= state == KafkaStreams.State.RUNNING;
    }

    void stopped() {
        stopped = true;
    }

    @Override
    public boolean isLive() {
        return !stopped;
    }

    @Override
    public Optional<String> obstacle() {
        if (stopped) {
            return Optional.of("The classifier has stopped");
        }
        if (served.isEmpty()) {
            return Optional.of("No version of model " + modelName + " is loaded yet");
        }
        return switch (streams) {
            case RUNNING -> Optional.empty();
            case REBALANCING -> hasRun ? Optional.empty() : Optional.of("It is joining its consumer group");
            case CREATED -> Optional.of("Kafka Streams is about to start");
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Optional.of("Kafka Streams is " + streams);
        };
    }
}
