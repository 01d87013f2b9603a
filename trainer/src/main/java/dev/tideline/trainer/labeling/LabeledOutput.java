package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import dev.tideline.trainer.labeling.OwnWrites.Awaited;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What the join writes to labeled-images. Each record carries the application's id in a header, and in another its number
 * among the join's records of that picture. By these the join knows it when it reads the topic.
 *
 * <p>Threading: the task's stream thread only.
 */
final class LabeledOutput {
    static final String WRITTEN_BY = "tideline.written.by";
    static final String WRITE_NUMBER = "tideline.write.number";

    private final ProcessorContext<String, LabeledImage> context;
    private final JoinState state;

    LabeledOutput(ProcessorContext<String, LabeledImage> context, JoinState state) {
        this.context = context;
        this.state = state;
    }

    void write(String imageId, LabeledImage image) {
        forward(imageId, image);
    }

    void writeTombstone(String imageId) {
        forward(imageId, null);
    }

    /** The time that is written on records now. */
    Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    private void forward(String imageId, LabeledImage image) {
        Headers headers = new RecordHeaders()
                .add(WRITTEN_BY, bytes(context.applicationId()))
                .add(
                        WRITE_NUMBER,
                        bytes(Long.toString(
                                state.nextWrite(imageId, image == null ? Awaited.TOMBSTONE : Awaited.PICTURE))));
        context.forward(new Record<>(imageId, image, now().toEpochMilli(), headers));
    }

    /** The number of a record of labeled-images; empty for one that does not carry this application's id. */
    OptionalLong number(Record<String, LabeledImage> record) {
        if (!context.applicationId().equals(text(record, WRITTEN_BY))) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text(record, WRITE_NUMBER)));
        } catch (NumberFormatException notOurs) {
            return OptionalLong.empty();
        }
    }

    private static String text(Record<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
