package dev.tideline.trainer.labeling;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;

import dev.tideline.schemas.settings.KafkaSettings;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka Streams application that joins feedback with images into labeled-images, exactly once. The topics must
 * exist. A failure that may pass, such as a schema registry that cannot be reached, is tried again; any other stops the
 * application. Thread-safe.
 */
public final class LabelingApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabelingApplication.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaSettings kafka;
    private final KafkaStreams streams;

    /**
     * @param onFailure told once, on a stream thread, when the application stops by itself; must not block
     * @throws StreamsException when another one has the state's folder
     */
    public LabelingApplication(KafkaSettings kafka, LabelingSettings settings, Consumer<Throwable> onFailure) {
        this.kafka = kafka;
        Properties config = new Properties();
        config.putAll(settings.streamsConfig(kafka));
        AtomicInteger lookups = new AtomicInteger();
        streams = create(
                LabelingTopology.build(
                        kafka.topics(),
                        LabelingSerdes.of(kafka),
                        settings,
                        () -> new KafkaPictureLookup(
                                kafka, settings.applicationId() + "-lookup-" + lookups.getAndIncrement())),
                config);
        streams.setUncaughtExceptionHandler(exception -> {
            if (mayPass(exception)) {
                LOG.warn("Joining labels and pictures failed and is tried again", exception);
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
            onFailure.accept(exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    /** Kafka Streams locks the folder before anything is written there. */
    private static KafkaStreams create(Topology topology, Properties config) {
        try {
            return new KafkaStreams(topology, config);
        } catch (StreamsException e) {
            throw new StreamsException(
                    "The folder " + config.get(StreamsConfig.STATE_DIR_CONFIG)
                            + " cannot be used. Is another trainer at"
                            + " work in it? Give each a folder of its own with trainer.data.dir. (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    /** Tells its state whenever that changes, on a stream thread that must not be kept waiting. For before the start. */
    public void onState(Consumer<KafkaStreams.State> listener) {
        streams.setStateListener((now, before) -> listener.accept(now));
    }

    /** Meters of Kafka Streams and its clients, for the caller to close. */
    public KafkaStreamsMetrics meters() {
        return new KafkaStreamsMetrics(streams);
    }

    /** @throws org.apache.kafka.common.KafkaException when Kafka cannot be reached */
    public void start() {
        warnOfLonelyPredictions();
        streams.start();
    }

    private void warnOfLonelyPredictions() {
        try (Admin admin = kafka.newAdmin()) {
            if (!kafka.topics().predictionsMeetFeedback(admin)) {
                LOG.warn(
                        "Topic {} has another number of partitions than {}, so predictions do not meet the labels of their"
                                + " pictures: the error of a version cannot be tracked, and a rising error starts no run",
                        kafka.topics().predictions().name(),
                        kafka.topics().feedback().name());
            }
        }
    }

    private static boolean mayPass(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    /** Commits what was joined and stops. Leaves the group, so that the next start need not wait for it to be missed. */
    @Override
    public void close() {
        streams.close(CloseOptions.timeout(PATIENCE).withGroupMembershipOperation(LEAVE_GROUP));
    }
}
