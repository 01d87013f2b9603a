package dev.tideline.classifier.streams;

import dev.tideline.classifier.claim.ClaimDesk;
import dev.tideline.classifier.engine.InferenceEngine;
import dev.tideline.events.PredictionEvent;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * <pre>
 *                      ┌──> predictions
 * images ──> classify ─┤
 *                      └──> images-dlq
 * </pre>
 */
public final class ClassifierTopology {
    static final String IMAGES = "images";
    static final String CLASSIFY = "classify";
    static final String PREDICTIONS = "predictions";
    static final String IMAGES_DLQ = "images-dlq";

    private ClassifierTopology() {}

    /**
     * @param claims fetches the pictures that travel by claim check
     * @param listener hears of every record
     * @param onlooker sees what is classified
     */
    public static Topology build(
            InferenceEngine engine,
            ClaimDesk claims,
            StreamSettings settings,
            KafkaSettings kafka,
            RecordListener listener,
            Onlooker onlooker) {
        String images = kafka.topics().images().name();
        AvroSerializer<PredictionEvent> predictionSerializer = new AvroSerializer<>();
        predictionSerializer.configure(kafka.serdes(), false);
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        IMAGES,
                        ClassifierTopology::timestamp,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        images)
                .addProcessor(
                        CLASSIFY,
                        new ClassifyProcessor.Supplier(
                                engine,
                                claims,
                                settings,
                                images,
                                kafka.serdes(),
                                listener,
                                new DeadLetterLog(System::nanoTime),
                                onlooker,
                                new CommitPace(settings.commitInterval())),
                        IMAGES)
                .addSink(
                        PREDICTIONS,
                        kafka.topics().predictions().name(),
                        new ByteArraySerializer(),
                        predictionSerializer,
                        CLASSIFY)
                .addSink(
                        IMAGES_DLQ,
                        kafka.topics().imagesDlq().name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        CLASSIFY);
    }

    /** A record without a time is as good as any other: it counts as of now. */
    private static long timestamp(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : System.currentTimeMillis();
    }
}
