package dev.tideline.classifier.streams;

import dev.tideline.schemas.Topics;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How the classifier runs on Kafka Streams.
 *
 * @param applicationId consumer group and prefix of transactional ids; classifiers that share the work share it
 * @param guarantee how often a picture is answered
 * @param threads number of stream threads
 * @param commitInterval time from a picture to the commit that takes it, while the process keeps up: under
 *     exactly-once a prediction is visible to read_committed consumers after one
 * @param backlogCommitInterval time between commits behind a backlog; the longer of the two counts
 * @param inFlightPictures most pictures of a task that are with the engine
 * @param inFlightBytes most bytes of a task's records that are with the engine, but for a single larger one
 * @param forwardEvery longest time that a finished answer waits for a further record or the commit
 */
public record StreamSettings(
        String applicationId,
        Guarantee guarantee,
        int threads,
        Duration commitInterval,
        Duration backlogCommitInterval,
        int inFlightPictures,
        long inFlightBytes,
        Duration forwardEvery) {
    /**
     * A transaction is open while a commit waits for what the engine has begun, so this bounds how slow a model may be:
     * {@code classifier.capacity} pictures must be done in this time. It also bounds how long a classifier that died
     * holds up the readers of what came after.
     */
    private static final int TRANSACTION_TIMEOUT_MS = 30_000;

    /** Leaves time for what a commit waits for: pictures that are being fetched may take 20 s. */
    private static final Duration MAX_COMMIT_INTERVAL = Duration.ofSeconds(5);

    /**
     * A stream thread works off what it has polled before it polls again, and commits nothing while its group rebalances,
     * which takes several polls of every member. So this many pictures, several times over, must be done within the
     * transaction's timeout too: otherwise slow classifiers abort each other's transactions for ever.
     */
    private static final int MAX_POLL_RECORDS = 64;

    private static final int FETCH_BYTES = 16 * 1024 * 1024;
    private static final int PARTITION_FETCH_BYTES = 2 * 1024 * 1024;

    public static StreamSettings from(Settings settings) {
        return new StreamSettings(
                settings.text("classifier.application.id", settings.text("topics.prefix", "") + "tideline-classifier"),
                settings.choice("classifier.guarantee", Guarantee.EXACTLY_ONCE),
                settings.integer("classifier.threads", 1, 1, 256),
                commitInterval(settings, "classifier.commit.interval", Duration.ofMillis(50)),
                commitInterval(settings, "classifier.commit.interval.backlog", Duration.ofMillis(500)),
                settings.integer("classifier.in.flight.pictures", 256, 1, 100_000),
                settings.integer("classifier.in.flight.megabytes", 16, 1, 16_384) * 1024L * 1024L,
                settings.duration("classifier.forward.every", Duration.ofMillis(10)));
    }

    private static Duration commitInterval(Settings settings, String key, Duration otherwise) {
        Duration interval = settings.duration(key, otherwise);
        if (interval.compareTo(MAX_COMMIT_INTERVAL) > 0) {
            throw new SettingsException("Setting " + key + " is " + interval.toMillis() + " ms, but may be at most "
                    + MAX_COMMIT_INTERVAL.toMillis() + " ms: a transaction is open between two commits, and ends by"
                    + " itself after " + TRANSACTION_TIMEOUT_MS + " ms");
        }
        return interval;
    }

    /**
     * A classifier that is closed leaves the group, so that the others take over its partitions at once instead of when
     * its session ends; a static member, which is expected back, stays.
     */
    public CloseOptions onClose(KafkaSettings kafka) {
        boolean isStatic = kafka.passedThrough().containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return CloseOptions.groupMembershipOperation(
                isStatic ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP);
    }

    /** The settings of Kafka Streams. */
    public Map<String, Object> streamsConfig(KafkaSettings kafka) {
        Map<String, Object> config = new HashMap<>();
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                Math.max(commitInterval.toMillis(), backlogCommitInterval.toMillis()));
        config.put(StreamsConfig.POLL_MS_CONFIG, forwardEvery.toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, inFlightPictures);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), PARTITION_FETCH_BYTES);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 15_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_ANSWER_BYTES);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        // What is passed through wins, but a client's prefixed setting would win over it.
        for (String key : kafka.passedThrough().keySet()) {
            config.remove(StreamsConfig.consumerPrefix(key));
            config.remove(StreamsConfig.producerPrefix(key));
        }
        config.putAll(kafka.client());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee.processingGuarantee());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        return config;
    }
}
