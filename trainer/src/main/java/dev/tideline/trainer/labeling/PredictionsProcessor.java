package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import dev.tideline.events.PredictionEvent;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells the join what production said of pictures. Writes nothing. */
final class PredictionsProcessor implements Processor<String, PredictionEvent, String, LabeledImage> {
    private final PictureLookup.Factory lookups;
    private PictureJoin join;

    PredictionsProcessor(PictureLookup.Factory lookups) {
        this.lookups = lookups;
    }

    @Override
    public void init(ProcessorContext<String, LabeledImage> context) {
        join = new PictureJoin(context, lookups);
    }

    @Override
    public void process(Record<String, PredictionEvent> record) {
        PredictionEvent said = record.value();
        if (said != null && said.getImageId().equals(record.key())) {
            join.predictionCame(record.key(), Prediction.of(said));
        }
    }

    @Override
    public void close() {
        join.close();
    }
}
