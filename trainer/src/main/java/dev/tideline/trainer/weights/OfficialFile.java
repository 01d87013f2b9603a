package dev.tideline.trainer.weights;

import dev.tideline.trainer.network.WeightsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the files that Keras publishes: MobileNetV2 trained on ImageNet, without its top.
 *
 * @param width the network's width, Keras's alpha
 * @param size height and width of the pictures that it was trained on
 */
public record OfficialFile(double width, int size) {
    private static final List<Double> WIDTHS = List.of(0.35, 0.5, 0.75, 1.0, 1.3, 1.4);
    private static final List<Integer> SIZES = List.of(96, 128, 160, 192, 224);
    private static final int OTHER_SIZE = 224;
    private static final Map<OfficialFile, String> DIGESTS =
            Map.of(new OfficialFile(1.0, 224), "f8aff69536bd77a692c594f559c798c19bf7f3f36668fc9fa00b21c6aab4797c");

    /**
     * The file that Keras takes for an input size: the one trained on it, or else the one for 224.
     *
     * @throws WeightsException when there is none of this width
     */
    public static OfficialFile of(double width, int inputSize) {
        if (!WIDTHS.contains(width)) {
            throw new WeightsException("There are no ImageNet weights of width " + width + ". Choose one of " + WIDTHS
                    + ", or begin with random weights (none).");
        }
        return new OfficialFile(width, SIZES.contains(inputSize) ? inputSize : OTHER_SIZE);
    }

    /** Keras writes the width as Java does: 1.0, 0.35. */
    public String name() {
        return "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_" + width + "_" + size + "_no_top.h5";
    }

    /** SHA-256 in hexadecimal, of the files of which it is known. */
    Optional<String> digest() {
        return Optional.ofNullable(DIGESTS.get(this));
    }
}
