package dev.tideline.model.store;

import dev.tideline.schemas.Topic;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends records about models, all of a transaction or none. The last one made with a transactional id is the only one
 * that may send. For one thread at a time.
 */
final class TransactionalSender implements AutoCloseable {
    private static final int COMMIT_ATTEMPTS = 3;

    private final String transactionalId;
    private final Producer<String, SpecificRecord> producer;

    TransactionalSender(KafkaSettings kafka, String transactionalId) {
        this.transactionalId = transactionalId;
        Map<String, Object> config = kafka.producer(transactionalId);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        producer = new KafkaProducer<>(config, new StringSerializer(), serializer);
        try {
            // Ends what an earlier one with this id left open, and shuts that one out.
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close();
            throw e;
        }
    }

    /** What is sent in a transaction. */
    interface Work<R> {
        R send() throws IOException;
    }

    /**
     * Runs work that sends records, and commits them.
     *
     * @throws FencedPublisherException when another sender has the transactional id now
     * @throws IOException the work's own; like after every exception, nothing was sent for readers of committed records
     */
    <R> R transact(Work<R> work) throws IOException {
        producer.beginTransaction();
        boolean ended = false;
        try {
            R result = work.send();
            producer.flush();
            commit();
            ended = true;
            return result;
        } catch (KafkaException e) {
            throw explained(e);
        } finally {
            if (!ended) {
                abort();
            }
        }
    }

    Future<RecordMetadata> send(Topic topic, String key, SpecificRecord value) {
        return producer.send(new ProducerRecord<>(topic.name(), 0, key, value));
    }

    /** Waits until a record is written, and says where. */
    static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        }
    }

    /** A commit whose answer is late may be asked for again; nothing else may follow it. */
    private void commit() {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (attempt == COMMIT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** A sender that cannot even abort is of no use any more; the broker aborts for it when the transaction times out. */
    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            producer.close();
        }
    }

    private RuntimeException explained(KafkaException e) {
        return Fencing.caused(e) ? new FencedPublisherException(transactionalId, e) : e;
    }

    @Override
    public void close() {
        producer.close();
    }
}
