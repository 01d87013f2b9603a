package dev.tideline.trainer.labeling;

import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabeledImage;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Brings pictures from images to the join. A record is decoded only when a label waits for it: of most pictures nothing
 * but the position is wanted, and what is wrong with a bad one is the classifier's to say.
 */
final class ImagesProcessor implements Processor<String, byte[], String, LabeledImage> {
    private final Deserializer<ImageEvent> deserializer;
    private final LabelingSettings settings;
    private final PictureLookup.Factory lookups;
    private ProcessorContext<String, LabeledImage> context;
    private PictureJoin join;

    ImagesProcessor(Deserializer<ImageEvent> deserializer, LabelingSettings settings, PictureLookup.Factory lookups) {
        this.deserializer = deserializer;
        this.settings = settings;
        this.lookups = lookups;
    }

    @Override
    public void init(ProcessorContext<String, LabeledImage> context) {
        this.context = context;
        join = new PictureJoin(context, lookups);
        StatePurge purge = new JoinState(context).purge(settings);
        context.schedule(
                settings.purgeEvery(), PunctuationType.WALL_CLOCK_TIME, now -> purge.step(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        PicturePosition position = new PicturePosition(
                PicturePosition.Home.IMAGES, origin.offset(), Instant.ofEpochMilli(record.timestamp()));
        Optional<CarriedPicture> picture =
                join.isAwaited(record.key()) ? picture(origin.topic(), record) : Optional.empty();
        join.pictureCame(record.key(), picture, position);
    }

    private Optional<CarriedPicture> picture(String topic, Record<String, byte[]> record) {
        try {
            return CarriedPicture.of(deserializer.deserialize(topic, record.value()));
        } catch (SerializationException noImageEvent) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        join.close();
    }
}
