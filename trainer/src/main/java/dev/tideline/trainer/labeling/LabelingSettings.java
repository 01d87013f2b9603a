package dev.tideline.trainer.labeling;

import dev.tideline.schemas.Topics;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How feedback and images are joined.
 *
 * @param applicationId consumer group and prefix of transactional ids; trainers that share the work share it
 * @param threads number of stream threads
 * @param imagesRetention how long the topic images keeps a picture: after that its position is of no use
 * @param feedbackRetention how long the topic feedback keeps a label: for so long one waits for a picture
 * @param purgeEvery how often a part of the useless state is removed
 * @param stateFolder where the state lies; rebuilt from its changelogs when it is gone
 */
public record LabelingSettings(
        String applicationId,
        int threads,
        Duration imagesRetention,
        Duration feedbackRetention,
        Duration purgeEvery,
        Path stateFolder) {
    private static final int MAX_POLL_RECORDS = 256;
    private static final int FETCH_BYTES = 16 * 1024 * 1024;
    private static final int PARTITION_FETCH_BYTES = 2 * 1024 * 1024;
    private static final int BUFFERED_RECORDS = 256;

    /**
     * @param stateFolder where the state lies
     * @throws dev.tideline.schemas.settings.SettingsException naming the key that is wrong
     */
    public static LabelingSettings from(Settings settings, Path stateFolder) {
        return new LabelingSettings(
                settings.text("trainer.application.id", settings.text("topics.prefix", "") + "tideline-trainer"),
                settings.integer("trainer.labeling.threads", 1, 1, 256),
                settings.duration("trainer.images.retention", Duration.ofDays(7)),
                settings.duration("trainer.feedback.retention", Duration.ofDays(90)),
                settings.duration("trainer.purge.every", Duration.ofMinutes(1)),
                stateFolder);
    }

    /** The settings of Kafka Streams, exactly-once. */
    Map<String, Object> streamsConfig(KafkaSettings kafka) {
        Map<String, Object> config = new HashMap<>();
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, MalformedRecordHandler.class);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), PARTITION_FETCH_BYTES);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 15_000);
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_PICTURE_RECORD_BYTES);
        config.putAll(kafka.client());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        return config;
    }
}
