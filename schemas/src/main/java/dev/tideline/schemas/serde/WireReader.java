package dev.tideline.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Reads values that were written with one schema. Thread-safe. */
final class WireReader {
    private final Schema written;
    private final DatumReader<Object> reader;

    private WireReader(Schema written, DatumReader<Object> reader) {
        this.written = written;
        this.reader = reader;
    }

    /** A reader into generic records, with the schema that they were written with. */
    static WireReader generic(Schema written) {
        return new WireReader(written, new GenericDatumReader<>(written));
    }

    /**
     * A reader into the generated class that has the written schema's name, with that class's own schema; what is not a
     * record is read as it was written.
     *
     * @throws SerializationException when there is no such class
     */
    static WireReader specific(Schema written) {
        if (written.getType() != Schema.Type.RECORD) {
            return new WireReader(written, new SpecificDatumReader<>(written));
        }
        Class<?> type = SpecificData.get().getClass(written);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new SerializationException("No generated class " + written.getFullName()
                    + " is on the class path to read the record into. Add it, or set "
                    + AvroSerdeConfig.SPECIFIC_READER + "=false to read generic records.");
        }
        SpecificData data = SpecificData.getForClass(type);
        return new WireReader(written, new SpecificDatumReader<>(written, data.getSchema(type), data));
    }

    /** Reads the value that fills the rest of the buffer, whose position is left where it is. */
    Object read(ByteBuffer value) throws IOException {
        if (written.getType() == Schema.Type.BYTES) {
            return copy(value);
        }
        byte[] bytes = value.hasArray() ? value.array() : copy(value);
        int offset = value.hasArray() ? value.arrayOffset() + value.position() : 0;
        BoundedDecoder decoder = new BoundedDecoder(bytes, offset, value.remaining());
        Object read = reader.read(null, decoder);
        if (decoder.remaining() > 0) {
            throw new AvroRuntimeException(decoder.remaining() + " bytes are left over after it");
        }
        return written.getType() == Schema.Type.STRING ? read.toString() : read;
    }

    private static byte[] copy(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }
}
