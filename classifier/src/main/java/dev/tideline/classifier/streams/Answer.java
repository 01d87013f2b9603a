package dev.tideline.classifier.streams;

import dev.tideline.events.PredictionEvent;
import org.apache.kafka.streams.processor.api.Record;

/** The one record that a picture's record ends as. */
sealed interface Answer {
    record Prediction(Record<byte[], PredictionEvent> record) implements Answer {}

    record DeadLetter(Record<byte[], byte[]> record) implements Answer {}
}
