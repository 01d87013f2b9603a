package dev.tideline.model.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

class StreamsHealthTest {
    private final StreamsHealth health = new StreamsHealth();

    @Test
    void anApplicationDoesNotWorkBeforeItHasJoinedItsGroup() {
        assertThat(health.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("about to start"));

        health.stateIs(KafkaStreams.State.REBALANCING);
        assertThat(health.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("joining"));

        health.stateIs(KafkaStreams.State.RUNNING);
        assertThat(health.obstacle()).isEmpty();
    }

    @Test
    void aLaterRebalanceIsNoObstacle() {
        health.stateIs(KafkaStreams.State.RUNNING);
        health.stateIs(KafkaStreams.State.REBALANCING);

        assertThat(health.obstacle()).isEmpty();
    }

    @Test
    void anApplicationThatEndsDoesNotWorkHoweverLongItHasRun() {
        health.stateIs(KafkaStreams.State.RUNNING);
        health.stateIs(KafkaStreams.State.PENDING_ERROR);

        assertThat(health.obstacle()).hasValue("Kafka Streams is PENDING_ERROR");
    }
}
