package dev.tideline.schemas.serde;

import dev.tideline.events.ModelArtifactChunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records and raw bytes that several tests use. */
final class Samples {
    static final Schema POINT = schema(
            "{\"type\":\"record\",\"name\":\"Point\",\"namespace\":\"elsewhere\",\"fields\":["
                    + "{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"string\"}}]}");

    private Samples() {}

    static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }

    static ModelArtifactChunk chunk() {
        return ModelArtifactChunk.newBuilder()
                .setName("pets")
                .setVersion(3)
                .setChunk(1)
                .setData(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .build();
    }

    /** The schema of a record as it would be without one of its fields. */
    static Schema without(Schema schema, String field) {
        Schema smaller = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false);
        smaller.setFields(schema.getFields().stream()
                .filter(kept -> !kept.name().equals(field))
                .map(kept -> new Schema.Field(kept, kept.schema()))
                .toList());
        return smaller;
    }

    /** The schema of a record with one more text field. */
    static Schema with(Schema schema, String field) {
        Schema larger = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false);
        List<Schema.Field> fields = new ArrayList<>(schema.getFields().stream()
                .map(kept -> new Schema.Field(kept, kept.schema()))
                .toList());
        fields.add(new Schema.Field(field, Schema.create(Schema.Type.STRING), null, "none"));
        larger.setFields(fields);
        return larger;
    }

    static byte[] framed(int id, byte[] value) {
        return ByteBuffer.allocate(5 + value.length)
                .put((byte) 0)
                .putInt(id)
                .put(value)
                .array();
    }

    interface Body {
        void write(BinaryEncoder encoder) throws IOException;
    }

    static byte[] avro(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            body.write(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }
}
