package dev.tideline.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * {@link ModelSpec} as JSON. Reading tolerates keys that it does not know, so that a newer writer's bundle still serves,
 * and names the key that is missing or wrong. Writing gives the same bytes for the same spec.
 */
final class ModelSpecJson {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String source;

    private ModelSpecJson(String source) {
        this.source = source;
    }

    /** Reads a spec; {@code source} is the file's name for messages. */
    static ModelSpec read(String source, byte[] json) throws InvalidBundleException {
        return new ModelSpecJson(source).read(json);
    }

    static byte[] write(ModelSpec spec) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("name", spec.name()).put("version", spec.version());
        spec.labels().forEach(root.putArray("labels")::add);
        root.putObject("input")
                .put("height", spec.input().height())
                .put("width", spec.input().width())
                .put("type", lowerCase(spec.input().type()))
                .put("scale", spec.input().scale())
                .put("offset", spec.input().offset());
        root.put("output", lowerCase(spec.output())).put("signature", spec.signature());
        root.set("lineage", MAPPER.valueToTree(new TreeMap<>(spec.lineage())));
        root.set("metrics", MAPPER.valueToTree(new TreeMap<>(spec.metrics())));
        return MAPPER.writeValueAsBytes(root);
    }

    private ModelSpec read(byte[] json) throws InvalidBundleException {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root == null || !root.isObject()) {
                throw invalid("is not a JSON object");
            }
            return spec(root);
        } catch (JsonProcessingException e) {
            throw new InvalidBundleException(source + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidBundleException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new InvalidBundleException(source + ": " + e.getMessage(), e);
        }
    }

    private ModelSpec spec(JsonNode root) throws InvalidBundleException {
        JsonNode input = required(root, "input", "input", JsonNode::isObject, "an object");
        return new ModelSpec(
                required(root, "name", "name", JsonNode::isTextual, "a string").textValue(),
                root.has("version") ? integer(root, "version", "version") : 0,
                labels(root),
                new ModelSpec.Input(
                        integer(input, "height", "input.height"),
                        integer(input, "width", "input.width"),
                        oneOf(ModelSpec.PixelType.class, input, "type", "input.type"),
                        number(input, "scale", "input.scale", 1),
                        number(input, "offset", "input.offset", 0)),
                oneOf(ModelSpec.Output.class, root, "output", "output"),
                root.has("signature")
                        ? required(root, "signature", "signature", JsonNode::isTextual, "a string")
                                .textValue()
                        : ModelSpec.DEFAULT_SIGNATURE,
                map(root, "lineage", JsonNode::isValueNode, "a string", JsonNode::asText),
                map(root, "metrics", JsonNode::isNumber, "a number", JsonNode::doubleValue));
    }

    private List<String> labels(JsonNode root) throws InvalidBundleException {
        List<String> labels = new ArrayList<>();
        for (JsonNode label : required(root, "labels", "labels", JsonNode::isArray, "a list of strings")) {
            if (!label.isTextual()) {
                throw invalid("'labels' is a list of strings, but holds " + label);
            }
            labels.add(label.textValue());
        }
        return labels;
    }

    private JsonNode required(JsonNode parent, String key, String path, Predicate<JsonNode> is, String what)
            throws InvalidBundleException {
        JsonNode value = parent.get(key);
        if (value == null || value.isNull()) {
            throw invalid("has no '" + path + "', which is " + what);
        }
        if (!is.test(value)) {
            throw invalid("'" + path + "' is " + what + ", not " + value);
        }
        return value;
    }

    private int integer(JsonNode parent, String key, String path) throws InvalidBundleException {
        return required(parent, key, path, ModelSpecJson::isInt, "a whole number")
                .intValue();
    }

    private double number(JsonNode parent, String key, String path, double missing) throws InvalidBundleException {
        return parent.has(key)
                ? required(parent, key, path, JsonNode::isNumber, "a number").doubleValue()
                : missing;
    }

    private <E extends Enum<E>> E oneOf(Class<E> type, JsonNode parent, String key, String path)
            throws InvalidBundleException {
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(ModelSpecJson::lowerCase)
                .toList();
        String what = "one of " + String.join(", ", known);
        JsonNode value = required(parent, key, path, JsonNode::isTextual, what);
        int index = known.indexOf(value.textValue().toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw invalid("'" + path + "' is " + what + ", not " + value);
        }
        return type.getEnumConstants()[index];
    }

    private <V> Map<String, V> map(
            JsonNode root, String key, Predicate<JsonNode> is, String what, Function<JsonNode, V> read)
            throws InvalidBundleException {
        if (!root.has(key)) {
            return Map.of();
        }
        JsonNode object = required(root, key, key, JsonNode::isObject, "an object");
        Map<String, V> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            values.put(
                    entry.getKey(), read.apply(required(object, entry.getKey(), key + "." + entry.getKey(), is, what)));
        }
        return values;
    }

    private InvalidBundleException invalid(String fault) {
        return new InvalidBundleException(source + " " + fault, null);
    }

    private static boolean isInt(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt();
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
