package dev.tideline.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Avro schemas as text, in the one spelling that the registry compares. */
final class Schemas {
    private static final ObjectMapper SORTED =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private Schemas() {}

    /** Reads a schema of whatever spelling. */
    static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException | NullPointerException e) { // Avro 1.12 answers an unknown type with the latter
            throw RegistryException.invalidSchema(e.getMessage());
        }
    }

    /**
     * The schema without differences of white space, and, when normalized, of the order of its attributes either.
     * Documentation, aliases and custom properties stay.
     */
    static Schema canonical(String text, boolean normalize) {
        Schema schema = parse(text);
        if (!normalize) {
            return schema;
        }
        try {
            Object tree = SORTED.readValue(schema.toString(), Object.class);
            return parse(SORTED.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw RegistryException.invalidSchema(e.getMessage());
        }
    }
}
