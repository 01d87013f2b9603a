package dev.tideline.classifier.dlq;

import dev.tideline.model.store.Fencing;
import dev.tideline.schemas.Topics;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends letters and progress, all of a transaction or none. Opening ends what an earlier redrive left open and shuts that
 * one out: two can never send the same letter. For one thread.
 *
 * <p>Errors: {@link KafkaException}; nothing of the transaction in progress is sent then, and a new redrive goes on where
 * it began.
 */
final class RedriveTransactions implements AutoCloseable {
    private static final int LETTERS = 200;
    private static final long BYTES = 32L * 1024 * 1024;
    /** Far less than the broker lets a transaction take: letters to be sent may be few among many. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final LongSupplier nanoTime;
    private boolean open;
    private int letters;
    private long bytes;
    private long openSince;

    private RedriveTransactions(Producer<byte[], byte[]> producer, LongSupplier nanoTime) {
        this.producer = producer;
        this.nanoTime = nanoTime;
    }

    static RedriveTransactions open(KafkaSettings kafka) {
        String id = kafka.topics().prefix() + "tideline-dlq-redrive";
        Map<String, Object> config = kafka.producer(id, Topics.MAX_ANSWER_BYTES);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        // A letter that is larger than images takes has come compressed.
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        return open(
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()), System::nanoTime);
    }

    static RedriveTransactions open(Producer<byte[], byte[]> producer, LongSupplier nanoTime) {
        try {
            producer.initTransactions();
            return new RedriveTransactions(producer, nanoTime);
        } catch (KafkaException e) {
            producer.close();
            throw e;
        }
    }

    /** Whether it is time to commit. */
    boolean isFull() {
        return letters >= LETTERS || bytes >= BYTES || open && nanoTime.getAsLong() - openSince >= LONGEST.toNanos();
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        if (!open) {
            producer.beginTransaction();
            open = true;
            openSince = nanoTime.getAsLong();
        }
        try {
            // Its failure is the commit's.
            producer.send(record);
            letters++;
            bytes += record.value() == null ? 0 : record.value().length;
        } catch (KafkaException e) {
            throw explained(e);
        }
    }

    void commit() {
        if (!open) {
            return;
        }
        try {
            producer.commitTransaction();
            open = false;
            letters = 0;
            bytes = 0;
        } catch (KafkaException e) {
            throw explained(e);
        }
    }

    private static KafkaException explained(KafkaException e) {
        return Fencing.caused(e)
                ? new KafkaException(
                        "Another redrive has begun since, or this one stood still for longer than a transaction may"
                                + " take. A new one goes on where it stopped.",
                        e)
                : e;
    }

    /** What is not committed is not sent. */
    @Override
    public void close() {
        try {
            if (open) {
                producer.abortTransaction();
            }
        } catch (KafkaException | IllegalStateException e) {
            // The broker aborts for it, at the latest when the transaction times out.
            open = false;
        } finally {
            producer.close();
        }
    }
}
