package dev.tideline.classifier.hostile;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;

/** A schema that bears the image event's name, and whose first field may hold itself without end. */
final class NestedSchema {
    static final Schema SCHEMA = new Schema.Parser()
            .parse(
                    """
                    {"type": "record", "name": "ImageEvent", "namespace": "dev.tideline.events", "fields": [
                      {"name": "doll", "type": {"type": "record", "name": "Doll", "fields": [
                        {"name": "inner", "type": ["null", "Doll"]}]}},
                      {"name": "image_id", "type": "string"},
                      {"name": "published_at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
                    """);

    private NestedSchema() {}

    static byte[] value(int schemaId, int depth) {
        return HostileEvents.inWireFormat(schemaId, encoder -> write(encoder, depth));
    }

    private static void write(BinaryEncoder encoder, int depth) throws IOException {
        for (int i = 0; i < depth; i++) {
            encoder.writeIndex(1);
        }
        encoder.writeIndex(0);
        encoder.writeString("doll");
        encoder.writeLong(0);
    }
}
