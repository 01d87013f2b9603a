package dev.tideline.model.bundle;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a program must know to serve a model, whoever made it: the content of a bundle's {@code model.json}.
 *
 * @param name the model's name: letters, digits, dot, dash and underscore
 * @param version from 1; 0 before it is published
 * @param labels one for each class, in the order of the model's output; a {@link Output#SIGMOID} model has two, and its
 *     output is the probability of the second
 * @param input the pictures that the model takes
 * @param output what its numbers mean
 * @param signature the signature of the SavedModel to call; it has one input and one output
 * @param lineage what the model was made from, by name: weights, data digest, training settings
 * @param metrics its figures by name; rates are fractions of 1
 */
public record ModelSpec(
        String name,
        int version,
        List<String> labels,
        Input input,
        Output output,
        String signature,
        Map<String, String> lineage,
        Map<String, Double> metrics) {

    /** The signature that SavedModels have unless their maker chose another. */
    public static final String DEFAULT_SIGNATURE = "serving_default";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** How a model takes a pixel. */
    public enum PixelType {
        /** Bytes from 0 to 255, as they are in the picture. */
        UINT8,
        /** 32-bit floats, {@code pixel * scale + offset}. */
        FLOAT32
    }

    /** What a model's numbers mean. */
    public enum Output {
        /** One column: the probability of the second of two labels. */
        SIGMOID,
        /** One column for each label: its probability. */
        SOFTMAX,
        /** One column for each label, before the softmax; or a single column before the sigmoid. */
        LOGITS
    }

    /**
     * The pictures that a model takes, as a batch of shape [n, height, width, 3] in the order red, green, blue.
     *
     * @param height in pixels
     * @param width in pixels
     * @param type how a pixel is given
     * @param scale factor for {@link PixelType#FLOAT32}, 1 otherwise
     * @param offset added after scaling for {@link PixelType#FLOAT32}, 0 otherwise
     */
    public record Input(int height, int width, PixelType type, double scale, double offset) {
        public Input {
            require(
                    height > 0 && width > 0,
                    "input height and width are in pixels, 1 or more, not " + height + "×" + width);
            Objects.requireNonNull(type, "input type");
            require(Double.isFinite(scale) && Double.isFinite(offset), "input scale and offset are finite numbers");
            require(
                    type == PixelType.FLOAT32 || (scale == 1 && offset == 0),
                    "input scale and offset are for FLOAT32; UINT8 pixels go in as they are");
        }

        /** Bytes as they are in the picture; whatever scaling there is lives in the model. */
        public static Input uint8(int height, int width) {
            return new Input(height, width, PixelType.UINT8, 1, 0);
        }
    }

    public ModelSpec {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        labels = List.copyOf(labels);
        lineage = Map.copyOf(lineage);
        metrics = Map.copyOf(metrics);
        require(
                NAME.matcher(name).matches(),
                "name has up to 100 letters, digits, dots, dashes and underscores, not '" + name + "'");
        require(version >= 0, "version is 0 (not published) or more, not " + version);
        require(!labels.isEmpty(), "labels has at least one label");
        require(
                output != Output.SIGMOID || labels.size() == 2,
                "labels has two labels for the output SIGMOID, not " + labels.size());
        require(!signature.isBlank(), "signature is not blank");
    }

    /** The same model under another version. */
    public ModelSpec withVersion(int other) {
        return new ModelSpec(name, other, labels, input, output, signature, lineage, metrics);
    }

    /** The same model under another name. */
    public ModelSpec withName(String other) {
        return new ModelSpec(other, version, labels, input, output, signature, lineage, metrics);
    }

    private static void require(boolean holds, String promise) {
        if (!holds) {
            throw new IllegalArgumentException(promise);
        }
    }
}
