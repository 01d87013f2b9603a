package dev.tideline.classifier.shadow;

import dev.tideline.events.ImageEvent;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A picture that the shadow may see.
 *
 * @param record the picture's record, its value replaced by the encoded picture
 * @param image what its event says, without the picture
 */
record ShadowPicture(Record<byte[], byte[]> record, ImageEvent image) {
    byte[] encoded() {
        return record.value();
    }
}
