package dev.tideline.benchmarks.stream;

import dev.tideline.benchmarks.data.Pictures;
import dev.tideline.events.ImageEvent;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends numbered pictures to the topic images, under the time that the benchmark counts from: predictions keep it.
 *
 * <p>Threading: for one thread. A failed send fails the next {@link #flush}.
 */
public final class PictureFeed implements AutoCloseable {
    private final KafkaProducer<String, ImageEvent> producer;
    private final String topic;
    private final Pictures pictures;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    public PictureFeed(KafkaSettings kafka, Pictures pictures) {
        Map<String, Object> config = kafka.producer("benchmark-feed");
        // A picture leaves at once; those that come faster than requests travel together.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 * 1024);
        AvroSerializer<ImageEvent> values = new AvroSerializer<>();
        values.configure(kafka.serdes(), false);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), values);
        this.topic = kafka.topics().images().name();
        this.pictures = pictures;
    }

    /** The key and image id of a number. */
    private static String id(int number) {
        return "picture-" + number;
    }

    /** Sends {@code count} pictures from number {@code first} on and waits until the broker has them. */
    public void fill(int first, int count) {
        for (int number = first; number < first + count; number++) {
            send(number, System.currentTimeMillis());
        }
        flush();
    }

    /**
     * Sends a picture without waiting for the broker.
     *
     * @param timestamp of the record, in milliseconds since 1970
     */
    public void send(int number, long timestamp) {
        ImageEvent event = ImageEvent.newBuilder()
                .setImageId(id(number))
                .setPicture(ByteBuffer.wrap(pictures.get(number)))
                .setPublishedAt(Instant.ofEpochMilli(timestamp))
                .build();
        producer.send(new ProducerRecord<>(topic, null, timestamp, id(number), event), (metadata, fault) -> {
            if (fault != null) {
                failure.compareAndSet(null, fault);
            }
        });
    }

    /** Waits until the broker has everything that was sent. */
    public void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new KafkaException("A picture could not be sent to " + topic, failure.get());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
