package dev.tideline.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.util.Locale;
import org.apache.avro.Schema;

/** A request's parts, checked; each method throws {@link RegistryException} when its part is wrong. */
final class Request {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LATEST = "latest";

    private final Context context;

    Request(Context context) {
        this.context = context;
    }

    String subject() {
        return context.pathParam("subject");
    }

    /** A version's number, or -1 for the newest. */
    int version() {
        String text = context.pathParam("version");
        if (text.equals(LATEST)) {
            return -1;
        }
        try {
            int version = Integer.parseInt(text);
            if (version == -1 || version > 0) {
                return version;
            }
        } catch (NumberFormatException e) {
            throw RegistryException.invalidVersion(text);
        }
        throw RegistryException.invalidVersion(text);
    }

    int id() {
        String text = context.pathParam("id");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RegistryException.badRequest("'" + text + "' is not a schema id. Ids are whole numbers.");
        }
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(context.queryParam(name));
    }

    String text(String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }

    Schema schema() {
        JsonNode body = body();
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryException.invalidSchema("type " + type + " is not supported, only AVRO is");
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryException.invalidSchema("references are not supported; write the types out in the schema");
        }
        String text = body.path("schema").asText();
        if (text.isBlank()) {
            throw RegistryException.invalidSchema("the request has no text in its field 'schema'");
        }
        return Schemas.canonical(text, flag("normalize"));
    }

    CompatibilityLevel level() {
        String name = body().path("compatibility").asText();
        try {
            return CompatibilityLevel.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RegistryException.invalidLevel(name);
        }
    }

    private JsonNode body() {
        try {
            return JSON.readTree(context.body());
        } catch (JsonProcessingException e) {
            throw RegistryException.badRequest("The request's body is not JSON: " + e.getOriginalMessage());
        }
    }
}
