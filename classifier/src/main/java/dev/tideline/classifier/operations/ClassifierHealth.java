package dev.tideline.classifier.operations;

import dev.tideline.model.operations.Health;
import dev.tideline.model.operations.StreamsHealth;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Whether a classifier classifies. It is ready once a version is warm and Kafka Streams works. It is live until it has
 * stopped.
 *
 * <p>Threading: safe from any thread; what is written is told in order by the classifier.
 */
final class ClassifierHealth implements Health {
    private final String modelName;
    private final StreamsHealth streams = new StreamsHealth();
    private volatile Optional<ServedVersion> served = Optional.empty();
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
        streams.stateIs(state);
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
        return streams.obstacle();
    }
}
