package dev.tideline.ingest;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends pictures to {@code images} and labels to {@code feedback}, each with the picture's id as key, idempotently.
 *
 * <p>Sending does not wait for the broker; memory is bounded by the producer's {@code buffer.memory}, and a full buffer
 * makes the caller wait. A failed send is never passed over: the next call, or {@link #flush()}, throws a
 * {@link PublishException} that names the first record that failed, and so does every call after it.
 *
 * <p>Thread-safe. Close it; {@link #close()} alone does not tell of failures, so {@link #flush()} first.
 */
public final class PicturePublisher implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final Producer<String, SpecificRecord> producer;
    private final Topic images;
    private final Topic feedback;
    private final AtomicReference<PublishException> failure = new AtomicReference<>();

    public PicturePublisher(KafkaSettings kafka, String clientId) {
        Map<String, Object> config = kafka.producer(clientId);
        // Encoded pictures do not compress; batches of some dozen of them make the most of a request.
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 512 * 1024);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 10);
        AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
        values.configure(kafka.serdes(), false);
        producer = new KafkaProducer<>(config, new StringSerializer(), values);
        images = kafka.topics().images();
        feedback = kafka.topics().feedback();
    }

    /** Sends a picture, in its event or by claim check. */
    public void publish(Picture picture) {
        ImageEvent.Builder event = ImageEvent.newBuilder()
                .setImageId(picture.id())
                .setSource(picture.source())
                .setContentType(picture.contentType())
                .setSha256(picture.sha256())
                .setLength(picture.length())
                .setPublishedAt(Instant.now());
        if (picture.content() instanceof Picture.Content.Inline inline) {
            event.setPicture(ByteBuffer.wrap(inline.encoded()));
        } else if (picture.content() instanceof Picture.Content.Claim claim) {
            event.setUri(claim.uri());
        }
        send(images, picture.id(), event.build(), "the picture " + picture.source());
    }

    /** Sends what a person says a picture shows, whether or not the picture was sent before. */
    public void label(String imageId, String label, String labeledBy) {
        label(FeedbackEvent.newBuilder()
                .setImageId(imageId)
                .setLabel(label)
                .setLabeledAt(Instant.now())
                .setLabeledBy(labeledBy)
                .build());
    }

    /** Sends a label with all that is known about it. */
    public void label(FeedbackEvent event) {
        send(feedback, event.getImageId(), event, "the label of picture " + event.getImageId());
    }

    /** Waits until the broker has everything that was sent. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    private void send(Topic topic, String key, SpecificRecord value, String name) {
        throwFailure();
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, value), (metadata, fault) -> {
                if (fault != null) {
                    failure.compareAndSet(null, failed(topic, name, fault));
                }
            });
        } catch (KafkaException e) {
            throw failed(topic, name, e);
        }
    }

    private static PublishException failed(Topic topic, String name, Exception fault) {
        return new PublishException(
                "Topic " + topic + " did not take " + name + ": " + fault.getMessage()
                        + ". Check the broker and the registry, then run again: what is sent already keeps its id.",
                fault);
    }

    private void throwFailure() {
        PublishException known = failure.get();
        if (known != null) {
            throw known;
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
