package dev.tideline.classifier.dlq;

import dev.tideline.schemas.Topics;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
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
    private boolean open;
    private int letters;
    private long bytes;
    private long openSince;

    RedriveTransactions(KafkaSettings kafka) {
        String id = kafka.topics().prefix() + "tideline-dlq-redrive";
        Map<String, Object> config = kafka.producer(id);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_ANSWER_BYTES);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close();
            throw e;
        }
    }

    /** Whether it is time to commit. */
    boolean isFull() {
        return letters >= LETTERS || bytes >= BYTES || open && System.nanoTime() - openSince >= LONGEST.toNanos();
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        if (!open) {
            producer.beginTransaction();
            open = true;
            openSince = System.nanoTime();
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
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new KafkaException(
                        "Another redrive has begun since, or this one stood still for longer than a transaction may take. A new"
                                + " one goes on where it stopped.",
                        e);
            }
        }
        return e;
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
