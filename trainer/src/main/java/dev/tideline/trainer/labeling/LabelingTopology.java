package dev.tideline.trainer.labeling;

import dev.tideline.schemas.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * <pre>
 * feedback ──> label ─────────────┐
 * images ────> picture ───────────┼──> labeled-images ─┐
 *         ┌──> labeled-picture ───┘                    │
 *         └────────────────────────────────────────────┘
 * </pre>
 *
 * The three processors share two stores, which hold where pictures stand and what people said of them.
 */
final class LabelingTopology {
    private static final String LABEL = "label";
    private static final String PICTURE = "picture";
    private static final String LABELED_PICTURE = "labeled-picture";
    private static final String FEEDBACK = "feedback";
    private static final String IMAGES = "images";
    private static final String LABELED_IMAGES = "labeled-images";
    private static final String OUTPUT = "labeled-images-output";

    private LabelingTopology() {}

    static Topology build(
            Topics topics, LabelingSerdes serdes, LabelingSettings settings, PictureLookup.Factory lookups) {
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
                        LABELED_IMAGES,
                        new StringDeserializer(),
                        serdes.labeledImages().deserializer(),
                        topics.labeledImages().name())
                .addProcessor(LABEL, () -> new FeedbackProcessor(lookups), FEEDBACK)
                .addProcessor(PICTURE, () -> new ImagesProcessor(serdes.images().deserializer(), settings), IMAGES)
                .addProcessor(LABELED_PICTURE, LabeledImagesProcessor::new, LABELED_IMAGES)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(PictureJoin.POSITIONS),
                                Serdes.String(),
                                StateSerdes.positions()),
                        LABEL,
                        PICTURE,
                        LABELED_PICTURE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(PictureJoin.LABELS),
                                Serdes.String(),
                                StateSerdes.labels()),
                        LABEL,
                        PICTURE,
                        LABELED_PICTURE)
                .addSink(
                        OUTPUT,
                        topics.labeledImages().name(),
                        new StringSerializer(),
                        serdes.labeledImages().serializer(),
                        LABEL,
                        PICTURE,
                        LABELED_PICTURE);
    }
}
