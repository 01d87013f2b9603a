package dev.tideline.model.serving;

import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.util.Pair;
import java.util.Arrays;
import java.util.List;

/**
 * How a SavedModel's signature calls the one tensor that it takes and the one that it gives.
 *
 * @param input name of the tensor of pictures
 * @param output name of the tensor of answers
 * @param outputShape dimensions of the answers, -1 where the signature leaves one open, such as that of the batch
 */
public record ModelSignature(String input, String output, List<Long> outputShape) {
    public ModelSignature {
        outputShape = List.copyOf(outputShape);
    }

    static ModelSignature of(TfSymbolBlock block) {
        Pair<String, Shape> output = block.describeOutput().get(0);
        return new ModelSignature(
                block.describeInput().get(0).getKey(),
                output.getKey(),
                Arrays.stream(output.getValue().getShape()).boxed().toList());
    }
}
