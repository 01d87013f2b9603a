package dev.tideline.embedded.registry;

/**
 * A version of a subject.
 *
 * @param subject the subject's name
 * @param version its number in the subject, from 1
 * @param id the schema's id, the same wherever this schema is registered
 * @param schema the schema as Avro's JSON
 * @param deleted softly deleted: still found by id, no longer in the subject's list
 */
record SchemaVersion(String subject, int version, int id, String schema, boolean deleted) {
    SchemaVersion softlyDeleted() {
        return new SchemaVersion(subject, version, id, schema, true);
    }
}
