package dev.tideline.trainer.labeling;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.LabeledImage;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings labels from feedback to the join, and requests to forget a picture: records without a value. */
final class FeedbackProcessor implements Processor<String, FeedbackEvent, String, LabeledImage> {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackProcessor.class);

    private final PictureLookup.Factory lookups;
    private ProcessorContext<String, LabeledImage> context;
    private PictureJoin join;

    FeedbackProcessor(PictureLookup.Factory lookups) {
        this.lookups = lookups;
    }

    @Override
    public void init(ProcessorContext<String, LabeledImage> context) {
        this.context = context;
        join = new PictureJoin(context, lookups);
    }

    @Override
    public void process(Record<String, FeedbackEvent> record) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        FeedbackEvent feedback = record.value();
        if (feedback == null && record.key() != null) {
            join.forgettingAsked(record.key(), at);
        } else if (feedback != null
                && !Label.of(feedback).isBlank()
                && feedback.getImageId().equals(record.key())) {
            join.labelCame(record.key(), Label.of(feedback), at, CarriedPicture.of(feedback));
        } else {
            LOG.warn(
                    "Passed over the feedback at {}: it needs a label, and the image_id as its key",
                    context.recordMetadata().orElseThrow());
        }
    }

    @Override
    public void close() {
        join.close();
    }
}
