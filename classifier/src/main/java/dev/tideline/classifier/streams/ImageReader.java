package dev.tideline.classifier.streams;

import dev.tideline.classifier.engine.Outcome.Rejected;
import dev.tideline.events.ImageEvent;
import dev.tideline.model.claim.ClaimCheck;
import dev.tideline.model.claim.ClaimCheckException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;

/** Reads records of the topic images, and says what is wrong with those that cannot be classified as they are. */
final class ImageReader {
    /** Characters of somebody's text that a message repeats. */
    private static final int SHOWN = 200;

    /** What a record holds. */
    sealed interface Content {
        /** @param picture the encoded picture of the event */
        record Picture(ImageEvent event, byte[] picture) implements Content {}

        /** @param claim where the event's picture is */
        record Claim(ImageEvent event, ClaimCheck claim) implements Content {}

        record Unreadable(Rejected why) implements Content {}
    }

    private final String topic;
    private final Deserializer<ImageEvent> deserializer;

    ImageReader(String topic, Deserializer<ImageEvent> deserializer) {
        this.topic = topic;
        this.deserializer = deserializer;
    }

    /** Fails only when the schema registry cannot be asked: then the record may be good. */
    Content read(Record<byte[], byte[]> record) {
        ImageEvent event;
        try {
            event = deserializer.deserialize(topic, record.headers(), record.value());
        } catch (SerializationException e) {
            return unreadable("not_an_image_event", "The value is no ImageEvent: " + e.getMessage());
        }
        if (event == null) {
            return unreadable("no_value", "The record has no value.");
        }
        if (!Arrays.equals(event.getImageId().getBytes(StandardCharsets.UTF_8), record.key())) {
            return unreadable(
                    "wrong_key",
                    "The record's key must be its event's image_id, " + shown(event.getImageId()) + ", but is "
                            + (record.key() == null
                                    ? "missing"
                                    : shown(new String(record.key(), StandardCharsets.UTF_8)))
                            + ".");
        }
        // Nobody reads the attributes, and in memory they take many times their bytes.
        event.setAttributes(Map.of());
        if (event.getPicture() == null) {
            return claim(event);
        }
        byte[] picture = bytes(event.getPicture());
        // The encoded picture is held once: the event is needed for the rest of what it says.
        event.setPicture(null);
        return new Content.Picture(event, picture);
    }

    private static Content claim(ImageEvent event) {
        if (event.getUri() == null) {
            return unreadable("no_picture", "The event carries no picture and no claim check.");
        }
        try {
            return new Content.Claim(event, ClaimCheck.of(event.getUri(), event.getSha256(), event.getLength()));
        } catch (ClaimCheckException e) {
            return unreadable(e.reason().word(), e.getMessage());
        }
    }

    private static Content unreadable(String reason, String message) {
        return new Content.Unreadable(new Rejected(reason, message));
    }

    private static String shown(String text) {
        return "\"" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "\"";
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
