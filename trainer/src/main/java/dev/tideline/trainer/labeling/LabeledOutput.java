package dev.tideline.trainer.labeling;

import dev.tideline.events.LabeledImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What the join writes to labeled-images. Each record carries the application's id in a header, by which the join knows
 * it from what others write when it reads the topic.
 *
 * <p>Threading: the task's stream thread only.
 */
final class LabeledOutput {
    static final String WRITTEN_BY = "tideline.written.by";

    private final ProcessorContext<String, LabeledImage> context;

    LabeledOutput(ProcessorContext<String, LabeledImage> context) {
        this.context = context;
    }

    void write(String imageId, LabeledImage image) {
        forward(imageId, image);
    }

    void writeTombstone(String imageId) {
        forward(imageId, null);
    }

    private void forward(String imageId, LabeledImage image) {
        Headers headers = new RecordHeaders().add(WRITTEN_BY, author());
        context.forward(new Record<>(imageId, image, context.currentSystemTimeMs(), headers));
    }

    /** Whether this application wrote a record of labeled-images. */
    boolean wrote(Record<String, LabeledImage> record) {
        Header header = record.headers().lastHeader(WRITTEN_BY);
        return header != null && Arrays.equals(header.value(), author());
    }

    private byte[] author() {
        return context.applicationId().getBytes(StandardCharsets.UTF_8);
    }
}
