package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Brings what stands on labeled-images back to the join. */
final class LabeledImagesProcessor implements Processor<String, LabeledImage, String, LabeledImage> {
    private final PictureLookup.Factory lookups;
    private ProcessorContext<String, LabeledImage> context;
    private PictureJoin join;

    LabeledImagesProcessor(PictureLookup.Factory lookups) {
        this.lookups = lookups;
    }

    @Override
    public void init(ProcessorContext<String, LabeledImage> context) {
        this.context = context;
        join = new PictureJoin(context, lookups);
    }

    @Override
    public void process(Record<String, LabeledImage> record) {
        if (record.key() == null) {
            return;
        }
        if (record.value() == null) {
            join.tombstoneCame(record);
        } else {
            join.labeledPictureCame(
                    record, context.recordMetadata().orElseThrow().offset());
        }
    }

    @Override
    public void close() {
        join.close();
    }
}
