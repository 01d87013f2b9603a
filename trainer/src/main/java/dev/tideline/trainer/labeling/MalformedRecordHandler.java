package dev.tideline.trainer.labeling;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * Passes over a record that is no Avro of ours, with a line in the log, and copies it to the topic that
 * {@code errors.dead.letter.queue.topic.name} names, where it is set. Any other failure, such as a schema registry that
 * cannot be reached, says nothing about the record: it is not passed over.
 */
public final class MalformedRecordHandler extends LogAndContinueExceptionHandler {
    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return exception instanceof SerializationException
                ? super.handleError(context, record, exception)
                : Response.fail();
    }
}
