package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Brings what stands on labeled-images back to the join. */
final class LabeledImagesProcessor implements Processor<String, LabeledImage, String, LabeledImage> {
    private ProcessorContext<String, LabeledImage> context;
    private PictureJoin join;

    @Override
    public void init(ProcessorContext<String, LabeledImage> context) {
        this.context = context;
        join = new PictureJoin(context);
    }

    @Override
    public void process(Record<String, LabeledImage> record) {
        if (record.key() == null) {
            return;
        }
        if (record.value() == null) {
            join.forget(record.key());
            return;
        }
        PicturePosition position = new PicturePosition(
                PicturePosition.Home.LABELED_IMAGES,
                context.recordMetadata().orElseThrow().offset(),
                Instant.ofEpochMilli(record.timestamp()));
        join.labeledPictureCame(record.key(), record.value(), position);
    }
}
