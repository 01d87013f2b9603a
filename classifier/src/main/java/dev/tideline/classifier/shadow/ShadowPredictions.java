package dev.tideline.classifier.shadow;

import dev.tideline.classifier.engine.Outcome.Classified;
import dev.tideline.classifier.streams.Predictions;
import dev.tideline.events.PredictionEvent;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic shadow-predictions, by a producer of its own and as well as it can: outside every transaction, so that
 * production never waits for it. A picture that is read again after a crash may stand there twice.
 */
final class ShadowPredictions implements ShadowOutput {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowPredictions.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_BLOCK_MS = 5_000;
    private static final long BUFFER_BYTES = 4 * 1024 * 1024;

    private final Producer<byte[], PredictionEvent> producer;
    private final String topic;
    /** While nothing arrives, only the first failure is worth a line. */
    private volatile boolean failing;

    ShadowPredictions(KafkaSettings kafka) {
        Map<String, Object> config = kafka.producer("tideline-shadow");
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        AvroSerializer<PredictionEvent> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), serializer);
        topic = kafka.topics().shadowPredictions().name();
    }

    @Override
    public void send(ShadowPicture picture, Classified result) {
        Record<byte[], PredictionEvent> prediction = Predictions.of(picture.record(), picture.image(), result);
        try {
            producer.send(
                    new ProducerRecord<>(
                            topic,
                            null,
                            prediction.timestamp(),
                            prediction.key(),
                            prediction.value(),
                            prediction.headers()),
                    (metadata, failure) -> sent(failure));
        } catch (RuntimeException e) {
            sent(e);
        }
    }

    private void sent(Exception failure) {
        if (failure != null && !failing) {
            LOG.warn("Topic {} takes no predictions now; they are dropped", topic, failure);
        }
        failing = failure != null;
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
