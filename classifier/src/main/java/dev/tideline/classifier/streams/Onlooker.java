package dev.tideline.classifier.streams;

import dev.tideline.classifier.engine.Outcome;
import dev.tideline.events.ImageEvent;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sees the pictures that are classified. It is called on the engine's own threads, from several at once: it returns at
 * once and never throws.
 */
public interface Onlooker {
    /**
     * A picture has its prediction, which is not committed yet: after a crash the picture comes again.
     *
     * @param record as it stands on images
     * @param image its event, without the picture and the attributes
     * @param picture as it was encoded; nobody changes it
     */
    void classified(Record<byte[], byte[]> record, ImageEvent image, byte[] picture, Outcome.Classified result);
}
