package dev.tideline.trainer.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of every variable of a {@link MobileNetV2} of some width, whatever its input size. Immutable.
 *
 * <p>Tensors are named by {@link VariableSpec#key()}.
 */
public final class PretrainedWeights {
    private final String origin;
    private final double width;
    private final boolean random;
    private final Map<String, WeightTensor> tensors;
    private final String digest;

    PretrainedWeights(String origin, double width, boolean random, Map<String, WeightTensor> tensors) {
        this.origin = origin;
        this.width = width;
        this.random = random;
        this.tensors = Map.copyOf(tensors);
        this.digest = digestOf(this.tensors);
        requireComplete();
    }

    /**
     * Reads a Keras weights file, with or without top; the width is found from the shapes.
     *
     * @throws WeightsException when the file cannot be read, is damaged, or holds other tensors
     */
    public static PretrainedWeights read(Path file) {
        return KerasWeightsFile.read(file);
    }

    /**
     * Random weights, drawn as Keras draws them (Glorot uniform). They say nothing about pictures; {@link
     * dev.tideline.trainer.training.TransferLearning} first sets their batch normalization from the training pictures,
     * without which a deep random network gives every picture nearly the same features.
     */
    public static PretrainedWeights none(double width, long seed) {
        return new PretrainedWeights(
                "random, seed " + seed, width, true, RandomWeights.glorot(MobileNetV2.of(width, 32), seed));
    }

    /** Where they come from, for people. */
    public String origin() {
        return origin;
    }

    public double width() {
        return width;
    }

    /** Whether they were drawn at random and learned nothing yet. */
    public boolean isRandom() {
        return random;
    }

    /** SHA-256 over names, shapes and values, in hexadecimal: the same whatever file they came from. */
    public String digest() {
        return digest;
    }

    public WeightTensor tensor(VariableSpec variable) {
        return tensors.get(variable.key());
    }

    /** These weights, but with other values for some variables. */
    public PretrainedWeights with(Map<String, WeightTensor> changed) {
        Map<String, WeightTensor> all = new HashMap<>(tensors);
        all.putAll(changed);
        return new PretrainedWeights(origin, width, random, all);
    }

    private void requireComplete() {
        MobileNetV2.of(width, 32).variables().forEach(variable -> {
            WeightTensor found = tensors.get(variable.key());
            if (found == null || !found.shape().equals(variable.shape())) {
                throw new WeightsException("Weights " + origin + ": tensor " + variable.key() + " must have shape "
                        + variable.shape() + ", but " + (found == null ? "is missing" : "has " + found.shape()));
            }
        });
    }

    private static String digestOf(Map<String, WeightTensor> tensors) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            sha256.update((name + tensor.shape()).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES);
            bytes.asFloatBuffer().put(tensor.values());
            sha256.update(bytes);
        });
        return HexFormat.of().formatHex(sha256.digest());
    }
}
