package dev.tideline.trainer.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A base as an exported model holds it: each convolution with its batch normalization folded in.
 *
 * @param convolutions in the order of the layers
 */
public record FoldedNetwork(MobileNetV2 network, List<FoldedConvolution> convolutions) {
    /** @throws WeightsException when these are not the convolutions of that network */
    public FoldedNetwork {
        convolutions = List.copyOf(convolutions);
        List<Layer> layers = layers(network);
        if (convolutions.size() != layers.size()) {
            throw new WeightsException(
                    "There are " + convolutions.size() + " convolutions, and a MobileNetV2 has " + layers.size());
        }
        for (int i = 0; i < layers.size(); i++) {
            if (!convolutions.get(i).fits(layers.get(i))) {
                throw new WeightsException(
                        "The convolution at the place of " + layers.get(i).name() + " has a kernel of shape "
                                + convolutions.get(i).kernel().shape() + ", not "
                                + layers.get(i).variables().get(0).shape());
            }
        }
    }

    /** What weights come to when they are folded. */
    public static FoldedNetwork of(MobileNetV2 network, PretrainedWeights weights) {
        return new FoldedNetwork(
                network,
                layers(network).stream()
                        .map(layer -> FoldedConvolution.fold(weights, layer, normalization(network, layer)))
                        .toList());
    }

    /**
     * Weights that compute the same as this network and can be trained on: those of {@code base}, but for the layers that
     * have learned something else.
     *
     * @param trainedFrom the first layer that training changes
     * @throws WeightsException when a layer before it is not as in {@code base}: what is cached of the frozen layers would
     *     be of other ones
     */
    public PretrainedWeights unfoldedOver(PretrainedWeights base, int trainedFrom) {
        FoldedNetwork ofBase = of(network, base);
        List<Layer> layers = layers(network);
        Map<String, WeightTensor> learned = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer convolution = layers.get(i);
            Layer normalization = normalization(network, convolution);
            if (convolutions.get(i).isSameAs(ofBase.convolutions.get(i))) {
                continue;
            }
            if (normalization.index() < trainedFrom) {
                throw new WeightsException("Its layer " + convolution.name() + " is not that of " + base.origin()
                        + ", and training leaves the layers before " + trainedFrom + " as they are");
            }
            learned.putAll(convolutions.get(i).unfold(base, convolution, normalization));
        }
        return base.with(learned);
    }

    private static Layer normalization(MobileNetV2 network, Layer convolution) {
        return network.layer(convolution.index() + 1);
    }

    private static List<Layer> layers(MobileNetV2 network) {
        return network.layers().stream().filter(Layer::isConvolution).toList();
    }
}
