package dev.tideline.classifier.operations;

import dev.tideline.events.ModelVersion;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells on training-runs which versions this classifier has refused. It is for people: an event that cannot be sent
 * within some seconds is logged, and the classifier goes on. A refusal is rare, so nothing is kept open between two.
 *
 * <p>Threading: for one thread, and never a stream thread, which would be kept waiting.
 */
final class RefusalJournal {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalJournal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final KafkaSettings kafka;
    private final String applicationId;

    RefusalJournal(KafkaSettings kafka, String applicationId) {
        this.kafka = kafka;
        this.applicationId = applicationId;
    }

    void refused(ModelVersion version, String reason) {
        TrainingEvent event = TrainingEvent.newBuilder()
                .setRunId(runId(version))
                .setModelName(version.getName())
                .setType(TrainingEventType.REFUSED)
                .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setReason(version.getReason())
                .setModelVersion(version.getVersion())
                .setMessage("Version " + version.getVersion() + " is refused by " + classifier() + ": " + reason)
                .build();
        try {
            send(event);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn("The refusal of version {} was not told on training-runs", version.getVersion(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(TrainingEvent event) throws ExecutionException, InterruptedException, TimeoutException {
        AvroSerializer<TrainingEvent> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        Map<String, Object> config = kafka.producer("tideline-classifier-refusals");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        KafkaProducer<String, TrainingEvent> producer = new KafkaProducer<>(config, new StringSerializer(), serializer);
        try {
            producer.send(new ProducerRecord<>(kafka.topics().trainingRuns().name(), event.getRunId(), event))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /**
     * The run that made the version. One that no run made has an id like a run's, from the time of its publication and
     * its name, so that it stands in its place among them and is the same from every classifier.
     */
    private static String runId(ModelVersion version) {
        return version.getRunId() != null
                ? version.getRunId()
                : SECONDS.format(version.getCreatedAt()) + "-" + version.getName() + "-" + version.getVersion();
    }

    private String classifier() {
        return applicationId + " on " + host() + " (process "
                + ProcessHandle.current().pid() + ")";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unnamed host";
        }
    }
}
