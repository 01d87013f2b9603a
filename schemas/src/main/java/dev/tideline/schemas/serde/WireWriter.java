package dev.tideline.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;

/** Writes values of one schema under one registered id. Thread-safe. */
final class WireWriter {
    private static final int USUAL_SIZE = 512;

    private final int id;
    private final Encoding encoding;

    /** Puts the bytes of a value after the header. */
    private interface Encoding {
        void write(Object value, OutputStream out) throws IOException;
    }

    private WireWriter(int id, Encoding encoding) {
        this.id = id;
        this.encoding = encoding;
    }

    /** A writer for values whose own schema is the one registered under {@code id}. */
    static WireWriter of(int id, Schema schema, boolean specific) {
        return new WireWriter(id, encoding(schema, specific));
    }

    /**
     * A writer for values whose schema is {@code own}, written as {@code registered}: fields that it lacks are left out,
     * fields that it adds get their defaults.
     *
     * @throws SerializationException when the registered schema cannot hold such values
     */
    static WireWriter projecting(int id, Schema own, Schema registered, boolean specific) {
        if (SchemaNormalization.toParsingForm(own).equals(SchemaNormalization.toParsingForm(registered))) {
            return of(id, own, specific);
        }
        SchemaCompatibilityType compatible = SchemaCompatibility.checkReaderWriterCompatibility(registered, own)
                .getType();
        if (compatible != SchemaCompatibilityType.COMPATIBLE) {
            throw new SerializationException("Values of " + own.getFullName()
                    + " cannot be written with the subject's latest schema (id " + id + "), which is incompatible."
                    + " Set " + AvroSerdeConfig.USE_LATEST + "=false, or register a schema that can hold them.");
        }
        Encoding ownEncoding = encoding(own, specific);
        Encoding registeredEncoding = encoding(registered, false);
        return new WireWriter(id, (value, out) -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
            ownEncoding.write(value, bytes);
            Object projected = new GenericDatumReader<>(own, registered)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
            registeredEncoding.write(projected, out);
        });
    }

    private static Encoding encoding(Schema schema, boolean specific) {
        if (schema.getType() == Schema.Type.BYTES) {
            return WireWriter::writeRaw;
        }
        DatumWriter<Object> writer = specific ? new SpecificDatumWriter<>(schema) : new GenericDatumWriter<>(schema);
        return (value, out) -> {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            writer.write(value, encoder);
            encoder.flush();
        };
    }

    private static void writeRaw(Object value, OutputStream out) throws IOException {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            out.write(bytes);
        } else {
            out.write((byte[]) value);
        }
    }

    byte[] write(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
        out.write(WireFormat.MAGIC);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        try {
            encoding.write(value, out);
            return out.toByteArray();
        } catch (IOException | RuntimeException e) {
            // Avro reports a value that does not fit its schema with many kinds of exception.
            throw new SerializationException(
                    "A " + value.getClass().getName() + " does not fit its Avro schema (id " + id + "): "
                            + e.getMessage(),
                    e);
        }
    }
}
