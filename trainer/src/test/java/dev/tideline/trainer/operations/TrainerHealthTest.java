package dev.tideline.trainer.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

class TrainerHealthTest {
    private final TrainerHealth health = new TrainerHealth();

    @Test
    void aTrainerIsReadyOnceItsJoinWorksAndTheSetIsRead() {
        assertThat(health.isLive()).isTrue();
        assertThat(health.obstacle()).hasValue("Kafka Streams is about to start");

        health.joinIs(KafkaStreams.State.RUNNING);
        assertThat(health.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("training set"));

        health.caughtUp();
        assertThat(health.obstacle()).isEmpty();
    }

    @Test
    void aSetThatIsReadDoesNotMakeUpForAJoinThatDoesNotWork() {
        health.caughtUp();

        assertThat(health.obstacle()).isPresent();
    }

    @Test
    void aTrainerThatHasStoppedIsNeitherReadyNorLive() {
        health.joinIs(KafkaStreams.State.RUNNING);
        health.caughtUp();
        health.stopped();

        assertThat(health.isLive()).isFalse();
        assertThat(health.obstacle()).hasValue("The trainer has stopped");
    }
}
