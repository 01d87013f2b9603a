package dev.tideline.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The part of the schema registry's REST API that reading and writing needs. Asks the registry each time; remembering
 * answers is the caller's. Thread-safe.
 *
 * <p>Every method throws {@link RegistryUnavailableException} when no registry answers, {@link SerializationException}
 * when the registry does not know what was asked for (or finds the schema invalid), and
 * {@link InvalidConfigurationException} when it refuses for another reason, such as credentials or compatibility.
 */
public final class SchemaRegistryClient {
    private static final String AVRO = "AVRO";

    private final RegistryTransport transport;
    private final boolean normalize;

    /** @param settings a Kafka client's settings with Confluent's keys ({@code schema.registry.url} and so on) */
    public SchemaRegistryClient(Map<String, ?> settings) {
        this(new AvroSerdeConfig(settings));
    }

    SchemaRegistryClient(AvroSerdeConfig config) {
        this.transport = new RegistryTransport(config);
        this.normalize = config.getBoolean(AvroSerdeConfig.NORMALIZE);
    }

    /** A schema and the id that the registry gave it. */
    public record RegisteredSchema(int id, Schema schema) {}

    /** Registers a schema as the subject's newest version, or finds it there; gives its id. */
    public int register(String subject, Schema schema) {
        String path = subjectPath(subject) + "/versions?normalize=" + normalize;
        return ask("Registering a schema under subject " + subject, () -> id(transport.post(path, body(schema))));
    }

    /** The id of a schema that is already registered under the subject. */
    public int idOf(String subject, Schema schema) {
        String path = subjectPath(subject) + "?normalize=" + normalize + "&deleted=false";
        return ask("Looking up a schema under subject " + subject, () -> id(transport.post(path, body(schema))));
    }

    /** The subject's newest version. */
    public RegisteredSchema latest(String subject) {
        String what = "Reading the latest schema of subject " + subject;
        return ask(what, () -> {
            JsonNode answer = transport.get(subjectPath(subject) + "/versions/latest");
            return new RegisteredSchema(id(answer), parse(what, answer));
        });
    }

    /**
     * The schema with an id.
     *
     * @param subject where it is expected, which some registries need to find it
     */
    public Schema byId(int id, String subject) {
        String what = "Reading schema id " + id + " (subject " + subject + ")";
        String path = "/schemas/ids/" + id + "?fetchMaxId=false&subject=" + encode(subject);
        return ask(what, () -> parse(what, transport.get(path)));
    }

    private interface Question<A> {
        A ask() throws RegistryErrorException;
    }

    private static <A> A ask(String what, Question<A> question) {
        try {
            return question.ask();
        } catch (RegistryErrorException e) {
            throw asKafkaException(what, e);
        }
    }

    private static KafkaException asKafkaException(String what, RegistryErrorException e) {
        String message = what + " failed with " + e.getMessage() + ". ";
        if (e.saysUnknown()) {
            return new SerializationException(
                    message + "The registry does not have it: the record or the schema belongs to another registry.",
                    e);
        }
        if (e.saysInvalidSchema()) {
            return new SerializationException(message + "Correct the schema.", e);
        }
        return new InvalidConfigurationException(message + e.remedy(), e);
    }

    private static int id(JsonNode answer) throws RegistryErrorException {
        JsonNode id = answer.path("id");
        if (!id.isInt()) {
            throw new RegistryErrorException(0, "the answer holds no schema id");
        }
        return id.intValue();
    }

    private static Schema parse(String what, JsonNode answer) throws RegistryErrorException {
        if (!AVRO.equals(answer.path("schemaType").asText(AVRO))) {
            throw new SerializationException(what + " gave a schema of type "
                    + answer.path("schemaType").asText() + ", but only AVRO can be read.");
        }
        if (!answer.path("schema").isTextual()) {
            throw new RegistryErrorException(0, "the answer holds no schema");
        }
        try {
            // What is registered was accepted by the registry once; today's stricter rules must not hide old data.
            Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
            return parser.parse(answer.path("schema").textValue());
        } catch (SchemaParseException e) {
            throw new SerializationException(
                    what + " gave a schema that is no self-contained Avro schema: " + e.getMessage(), e);
        }
    }

    private static JsonNode body(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + encode(subject);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
