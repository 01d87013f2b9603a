package dev.tideline.trainer.labeling;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.LabeledImage;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings labels from feedback to the join. */
final class FeedbackProcessor implements Processor<String, FeedbackEvent, String, LabeledImage> {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackProcessor.class);

    private final PictureLookup.Factory lookups;
    private ProcessorContext<String, LabeledImage> context;
    private PictureJoin join;
    private PictureLookup lookup;

    FeedbackProcessor(PictureLookup.Factory lookups) {
        this.lookups = lookups;
    }

    @Override
    public void init(ProcessorContext<String, LabeledImage> context) {
        this.context = context;
        join = new PictureJoin(context);
        lookup = lookups.open();
    }

    @Override
    public void process(Record<String, FeedbackEvent> record) {
        FeedbackEvent feedback = record.value();
        if (feedback == null
                || feedback.getLabel().isBlank()
                || !feedback.getImageId().equals(record.key())) {
            LOG.warn(
                    "Passed over the feedback at {}: it needs a label, and the image_id as its key",
                    context.recordMetadata().orElseThrow());
            return;
        }
        join.labelCame(record.key(), Label.of(feedback), CarriedPicture.of(feedback), lookup);
    }

    @Override
    public void close() {
        lookup.close();
    }
}
