package dev.tideline.trainer.operations;

import dev.tideline.model.operations.Health;
import dev.tideline.model.operations.StreamsHealth;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Whether a trainer learns, or stands by to. It is ready once its join works and it has read the training set to its end,
 * whether there is reason for a run or not. It is live until it has stopped.
 *
 * <p>Threading: safe from any thread; what is written is told in order by the trainer.
 */
final class TrainerHealth implements Health {
    private final StreamsHealth join = new StreamsHealth();
    private volatile boolean caughtUp;
    private volatile boolean stopped;

    void joinIs(KafkaStreams.State state) {
        join.stateIs(state);
    }

    void caughtUp() {
        caughtUp = true;
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
            return Optional.of("The trainer has stopped");
        }
        return join.obstacle()
                .or(() -> caughtUp ? Optional.empty() : Optional.of("It still reads the training set of record"));
    }
}
