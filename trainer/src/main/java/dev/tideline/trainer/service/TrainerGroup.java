package dev.tideline.trainer.service;

import dev.tideline.schemas.settings.KafkaSettings;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainers of a model, as a consumer group on training-requests: whoever the topic's partition is assigned to has its
 * turn and reads it, until it closes or is missed. A trainer that joins takes nothing from the one whose turn it is.
 *
 * <p>Threading: for one thread, which must call {@link #poll} all the time to keep its turn.
 */
final class TrainerGroup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainerGroup.class);
    private static final Duration MOST_BETWEEN_HEARTBEATS = Duration.ofSeconds(3);
    /** Joining takes several answers of the broker; a trainer that stands by has time to wait for them. */
    private static final Duration STANDBY_POLL = Duration.ofMillis(100);

    private final TopicPartition partition;
    private final KafkaConsumer<String, byte[]> consumer;
    private int turns;
    private OptionalInt turn = OptionalInt.empty();
    /** Where the topic ended when the turn began, once that is known. */
    private OptionalLong endAtBegin = OptionalLong.empty();

    private OptionalLong toCommit = OptionalLong.empty();

    /**
     * @param id the group's
     * @param sessionTimeout a member that was not heard of for so long is missed
     */
    TrainerGroup(KafkaSettings kafka, String id, Duration sessionTimeout) {
        // The topic's only one: all requests are read in their order.
        partition = new TopicPartition(kafka.topics().trainingRequests().name(), 0);
        consumer = new KafkaConsumer<>(
                config(kafka, id, sessionTimeout), new StringDeserializer(), new ByteArrayDeserializer());
        join();
    }

    private static Map<String, Object> config(KafkaSettings kafka, String id, Duration sessionTimeout) {
        long timeout = sessionTimeout.toMillis();
        Map<String, Object> config = kafka.consumer("tideline-trainer-requests");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, id);
        // With the newer protocol the broker decides on the session timeout, for all of its groups.
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        config.put(CommonClientConfigs.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout));
        config.put(
                CommonClientConfigs.HEARTBEAT_INTERVAL_MS_CONFIG,
                Math.toIntExact(Math.min(MOST_BETWEEN_HEARTBEATS.toMillis(), timeout / 3)));
        return config;
    }

    /** Meters of its consumer, for the caller to close. */
    KafkaClientMetrics meters() {
        return new KafkaClientMetrics(consumer);
    }

    private void join() {
        consumer.subscribe(List.of(partition.topic()), new Turns());
    }

    /** Called by {@link #poll}, and when the group is left. */
    private final class Turns implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            if (assigned.contains(partition)) {
                turn = OptionalInt.of(++turns);
                endAtBegin = OptionalLong.empty();
                toCommit = OptionalLong.empty();
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            if (revoked.contains(partition)) {
                try {
                    commitServed();
                } catch (KafkaException e) {
                    LOG.warn("The next trainer may serve requests a second time", e);
                }
                turn = OptionalInt.empty();
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            if (lost.contains(partition)) {
                turn = OptionalInt.empty();
            }
        }
    }

    /**
     * Gives what is there, while it is this trainer's turn.
     *
     * @throws KafkaException when Kafka cannot be reached
     */
    List<ConsumerRecord<String, byte[]>> poll() {
        if (turn.isPresent()) {
            endAtBegin();
            commitServed();
        }
        ConsumerRecords<String, byte[]> records = consumer.poll(turn.isPresent() ? Duration.ZERO : STANDBY_POLL);
        return records.records(partition);
    }

    /** The next poll begins with this record, which the last one gave. */
    void readAgain(ConsumerRecord<String, byte[]> record) {
        consumer.seek(partition, record.offset());
    }

    /** The number of this trainer's turn, another each time; empty while it is not its turn. */
    OptionalInt turn() {
        return turn;
    }

    /**
     * Where the topic ended when this trainer's turn began. Only while it is its turn.
     *
     * @throws KafkaException when Kafka cannot be reached
     */
    long endAtBegin() {
        if (endAtBegin.isEmpty()) {
            endAtBegin = OptionalLong.of(consumer.endOffsets(List.of(partition)).get(partition));
        }
        return endAtBegin.getAsLong();
    }

    /** Whether everything was read that stood on the topic when this trainer's turn began. */
    boolean isCaughtUp() {
        return turn.isPresent() && endAtBegin.isPresent() && position() >= endAtBegin.getAsLong();
    }

    /** The offset of the next request to be read. Only while it is this trainer's turn. */
    long position() {
        return consumer.position(partition);
    }

    /** Whoever has its turn next begins at this offset, unless this turn is over before the next poll. */
    void served(long upTo) {
        toCommit = OptionalLong.of(upTo);
    }

    private void commitServed() {
        if (toCommit.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(toCommit.getAsLong())));
            toCommit = OptionalLong.empty();
        } catch (RebalanceInProgressException e) {
            LOG.debug("What was served is committed with a later poll, since a trainer joins or leaves", e);
        } catch (CommitFailedException e) {
            LOG.warn("The turn is over; the next trainer may serve requests a second time", e);
            toCommit = OptionalLong.empty();
        }
    }

    /** Ends this trainer's turn. It stands in line again, behind those that stand by. */
    void standDown() {
        consumer.unsubscribe();
        join();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
