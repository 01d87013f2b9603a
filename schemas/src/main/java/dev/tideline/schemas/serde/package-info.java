/**
 * Avro in Confluent's wire format, against any registry that speaks Confluent's REST API.
 *
 * <p>The classes take Confluent's configuration keys and defaults, so that Confluent's own classes can stand in for
 * them and they for Confluent's. What differs: a record is refused when bytes are left over after its value; a length
 * in a record is checked against the bytes that are there before memory is taken for it; and a registry that cannot be
 * reached is told apart from bad data ({@link dev.tideline.schemas.serde.RegistryUnavailableException}).
 */
package dev.tideline.schemas.serde;
