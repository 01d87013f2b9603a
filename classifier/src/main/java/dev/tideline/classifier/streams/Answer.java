package dev.tideline.classifier.streams;

import dev.tideline.classifier.engine.Outcome.Rejected;
import dev.tideline.events.PredictionEvent;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The one record that a picture's record ends as. */
sealed interface Answer {
    record Prediction(Record<byte[], PredictionEvent> record) implements Answer {}

    record DeadLetter(Record<byte[], byte[]> record, RecordMetadata origin, Rejected why) implements Answer {}
}
