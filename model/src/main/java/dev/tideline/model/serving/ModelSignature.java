package dev.tideline.model.serving;

import java.util.List;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

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

    static ModelSignature of(String input, String output, TensorInfo answers) {
        return new ModelSignature(
                input,
                output,
                answers.getTensorShape().getDimList().stream()
                        .map(TensorShapeProto.Dim::getSize)
                        .toList());
    }
}
