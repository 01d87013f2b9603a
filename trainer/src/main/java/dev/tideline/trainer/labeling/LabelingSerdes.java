package dev.tideline.trainer.labeling;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabeledImage;
import dev.tideline.events.PredictionEvent;
import dev.tideline.schemas.serde.AvroSerde;
import dev.tideline.schemas.settings.KafkaSettings;
import org.apache.kafka.common.serialization.Serde;

/** How the topics' values are written. */
record LabelingSerdes(
        Serde<ImageEvent> images,
        Serde<PredictionEvent> predictions,
        Serde<FeedbackEvent> feedback,
        Serde<LabeledImage> labeledImages) {
    static LabelingSerdes of(KafkaSettings kafka) {
        return new LabelingSerdes(
                AvroSerde.ofValues(ImageEvent.class, kafka.serdes()),
                AvroSerde.ofValues(PredictionEvent.class, kafka.serdes()),
                AvroSerde.ofValues(FeedbackEvent.class, kafka.serdes()),
                AvroSerde.ofValues(LabeledImage.class, kafka.serdes()));
    }
}
