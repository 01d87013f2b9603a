package dev.tideline.trainer.labeling;

import dev.tideline.schemas.Topics;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * <pre>
 * feedback ─────> label ─────────────┐
 * images ───────> picture ───────────┼──> labeled-images ─┐
 * predictions ──> prediction         │                    │
 *            ┌──> labeled-picture ───┘                    │
 *            └────────────────────────────────────────────┘
 * </pre>
 *
 * The four processors share the join's state: where pictures stand, what production and people said of them, which are
 * forgotten, and what the join itself wrote of them.
 */
final class LabelingTopology {
    private static final String LABEL = "label";
    private static final String PICTURE = "picture";
    private static final String PREDICTION = "prediction";
    private static final String LABELED_PICTURE = "labeled-picture";
    private static final String FEEDBACK = "feedback";
    private static final String IMAGES = "images";
    private static final String PREDICTIONS = "predictions";
    private static final String LABELED_IMAGES = "labeled-images";
    private static final String OUTPUT = "labeled-images-output";
    private static final String[] JOIN = {LABEL, PICTURE, PREDICTION, LABELED_PICTURE};

    /**
     * How a topology keeps its state and where it writes.
     *
     * @param stores makes a store by its name
     * @param output name of the topic that the join writes to
     */
    record Ends(Function<String, KeyValueBytesStoreSupplier> stores, String output) {}

    private LabelingTopology() {}

    static Topology build(
            Topics topics, LabelingSerdes serdes, LabelingSettings settings, PictureLookup.Factory lookups) {
        Ends ends =
                new Ends(Stores::persistentKeyValueStore, topics.labeledImages().name());
        return build(topics, serdes, settings, lookups, ends);
    }

    /** With other ends: a join that writes elsewhere does not read what it wrote until somebody copies it. */
    static Topology build(
            Topics topics, LabelingSerdes serdes, LabelingSettings settings, PictureLookup.Factory lookups, Ends ends) {
        return new Topology()
                .addSource(
                        FEEDBACK,
                        new StringDeserializer(),
                        serdes.feedback().deserializer(),
                        topics.feedback().name())
                .addSource(
                        IMAGES,
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.images().name())
                .addSource(
                        PREDICTIONS,
                        new StringDeserializer(),
                        serdes.predictions().deserializer(),
                        topics.predictions().name())
                .addSource(
                        LABELED_IMAGES,
                        new StringDeserializer(),
                        serdes.labeledImages().deserializer(),
                        topics.labeledImages().name())
                .addProcessor(LABEL, () -> new FeedbackProcessor(lookups), FEEDBACK)
                .addProcessor(
                        PICTURE, () -> new ImagesProcessor(serdes.images().deserializer(), settings, lookups), IMAGES)
                .addProcessor(PREDICTION, () -> new PredictionsProcessor(lookups), PREDICTIONS)
                .addProcessor(LABELED_PICTURE, () -> new LabeledImagesProcessor(lookups), LABELED_IMAGES)
                .addStateStore(store(ends, JoinState.POSITIONS, StateSerdes.positions()), JOIN)
                .addStateStore(store(ends, JoinState.PREDICTIONS, StateSerdes.predictions()), JOIN)
                .addStateStore(store(ends, JoinState.LABELS, StateSerdes.labels()), JOIN)
                .addStateStore(store(ends, JoinState.FORGOTTEN, StateSerdes.forgotten()), JOIN)
                .addStateStore(store(ends, JoinState.WRITES, StateSerdes.writes()), JOIN)
                .addSink(
                        OUTPUT,
                        ends.output(),
                        new StringSerializer(),
                        serdes.labeledImages().serializer(),
                        LABEL,
                        PICTURE,
                        LABELED_PICTURE);
    }

    private static <V> StoreBuilder<?> store(Ends ends, String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(ends.stores().apply(name), Serdes.String(), values);
    }
}
