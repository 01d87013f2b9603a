package dev.tideline.trainer.guarantees;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.events.ModelVersion;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds a trainer between any two records of a publication, behind the last one, or behind the publication: wherever a
 * test wants it. It is an interceptor of the trainer's clients, so the trainer knows nothing of it. (Settings are for
 * every client, so it must be one of consumers too.)
 */
public final class Hold implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {
    static final String FOLDER = "hold.folder";

    private static final String LAST_TOPIC = "model-aliases";

    /** Records of the publication so far, of all producers together. */
    private static final AtomicInteger RECORDS = new AtomicInteger();

    private HoldFolder folder;

    @Override
    public void configure(Map<String, ?> config) {
        folder = new HoldFolder(Path.of(config.get(FOLDER).toString()));
    }

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
        if (record.value() instanceof TrainingEvent event) {
            onEvent(event.getType());
        } else if (isPublished(record.value())) {
            folder.arrive(Place.beforeRecord(RECORDS.incrementAndGet()));
        }
        return record;
    }

    private void onEvent(TrainingEventType type) {
        if (type == TrainingEventType.QUEUED) {
            RECORDS.set(0);
        } else if (type == TrainingEventType.DONE) {
            folder.arrive(Place.DONE);
        }
    }

    private static boolean isPublished(Object value) {
        return value instanceof ModelArtifactChunk || value instanceof ModelVersion || value instanceof ModelAlias;
    }

    /** On the producer's own thread, without which it can commit nothing. */
    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        if (exception == null && metadata.topic().equals(LAST_TOPIC)) {
            folder.arrive(Place.COMMIT);
        }
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
