package dev.tideline.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.events.TrainingProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class TrainingEventTest {
    @Test
    void aProgramThatDoesNotKnowOfProgressReadsItsEventsAsUnknown() throws IOException {
        TrainingEvent event = TrainingEvent.newBuilder()
                .setRunId("run")
                .setModelName("pets")
                .setType(TrainingEventType.PROGRESS)
                .setAt(Instant.EPOCH)
                .setProgress(TrainingProgress.newBuilder()
                        .setPhase("prepare")
                        .setDone(1)
                        .setTotal(2)
                        .build())
                .build();

        GenericRecord read = read(event, earlier());
        assertThat(read.get("type")).hasToString("UNKNOWN");
        assertThat(read.get("run_id")).hasToString("run");
        assertThat(read.getSchema().getField("progress")).isNull();
    }

    /** The event's schema before there was progress. */
    private static Schema earlier() {
        Schema now = Samples.without(TrainingEvent.getClassSchema(), "progress");
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : now.getFields()) {
            Schema type = field.name().equals("type") ? withoutProgress(field.schema()) : field.schema();
            fields.add(new Schema.Field(field, type));
        }
        return Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false, fields);
    }

    private static Schema withoutProgress(Schema type) {
        List<String> symbols = type.getEnumSymbols().stream()
                .filter(symbol -> !symbol.equals("PROGRESS"))
                .toList();
        return Schema.createEnum(type.getName(), type.getDoc(), type.getNamespace(), symbols, type.getEnumDefault());
    }

    private static GenericRecord read(TrainingEvent event, Schema reader) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(TrainingEvent.class).write(event, encoder);
        encoder.flush();
        return new GenericDatumReader<GenericRecord>(TrainingEvent.getClassSchema(), reader)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }
}
