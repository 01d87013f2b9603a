package dev.tideline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.TrainingAction;
import dev.tideline.events.TrainingRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

class TrainingRequestTest {
    /** As it was before a run could be cancelled. */
    private static final Schema BEFORE = SchemaBuilder.record("TrainingRequest")
            .namespace("dev.tideline.events")
            .fields()
            .requiredString("model_name")
            .requiredLong("requested_at")
            .requiredString("requested_by")
            .requiredString("reason")
            .endRecord();

    @Test
    void aRequestThatNamesNoActionAsksForARun() throws IOException {
        GenericRecord written = new GenericData.Record(BEFORE);
        written.put("model_name", "pets");
        written.put("requested_at", 0L);
        written.put("requested_by", "ann");
        written.put("reason", "");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(BEFORE).write(written, encoder);
        encoder.flush();

        TrainingRequest read = new SpecificDatumReader<TrainingRequest>(BEFORE, TrainingRequest.getClassSchema())
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        assertThat(read.getAction()).isEqualTo(TrainingAction.TRAIN);
        assertThat(read.getRunId()).isEmpty();
    }
}
