package dev.tideline.trainer.network;

import java.util.List;

/**
 * A layer of the network.
 *
 * @param index place in the list of layers; Keras's {@code base_model.layers[index]}
 * @param inputs indexes of the layers whose outputs it takes
 * @param variables in Keras's order
 */
public record Layer(
        int index,
        String name,
        Operation operation,
        List<Integer> inputs,
        FeatureShape output,
        List<VariableSpec> variables) {
    public Layer {
        inputs = List.copyOf(inputs);
        variables = List.copyOf(variables);
    }

    /** The layer's variable of that name, which it must have. */
    public VariableSpec variable(String wanted) {
        return variables.stream()
                .filter(variable -> variable.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Layer " + name + " has no variable " + wanted));
    }

    public long parameters() {
        return variables.stream().mapToLong(VariableSpec::size).sum();
    }

    boolean isConvolution() {
        return operation instanceof Operation.Convolution || operation instanceof Operation.DepthwiseConvolution;
    }

    public boolean isBatchNormalization() {
        return operation instanceof Operation.BatchNormalization;
    }
}
