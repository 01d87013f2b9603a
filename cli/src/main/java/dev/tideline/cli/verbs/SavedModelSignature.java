package dev.tideline.cli.verbs;

import dev.tideline.model.bundle.InvalidBundleException;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.bundle.ModelSpec.Input;
import dev.tideline.model.bundle.ModelSpec.Output;
import dev.tideline.model.bundle.ModelSpec.PixelType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * What a SavedModel says of itself, read from its file without loading the model. Floats are taken to be in [0, 1], as
 * TensorFlow Hub's image models have it.
 */
record SavedModelSignature(Path folder, String key, TensorInfo input, TensorInfo output) {
    private static final int USUAL_SIZE = 224;
    private static final double TO_UNIT = 1.0 / 255;

    static SavedModelSignature read(Path folder) throws IOException {
        Path file = folder.resolve("saved_model.pb");
        if (!Files.isRegularFile(file)) {
            throw new InvalidBundleException("it has no saved_model.pb (a TensorFlow SavedModel is needed)", null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(folder, SavedModel.parseFrom(in));
        }
    }

    private static SavedModelSignature of(Path folder, SavedModel model) throws InvalidBundleException {
        Map<String, SignatureDef> signatures = model.getMetaGraphsCount() == 0
                ? Map.of()
                : model.getMetaGraphs(0).getSignatureDefMap();
        SignatureDef signature = signatures.get(ModelSpec.DEFAULT_SIGNATURE);
        if (signature == null || signature.getInputsCount() != 1 || signature.getOutputsCount() != 1) {
            throw new InvalidBundleException(
                    "it has no signature " + ModelSpec.DEFAULT_SIGNATURE
                            + " with one input and one output; write a model.json that names another of "
                            + signatures.keySet(),
                    null);
        }
        return new SavedModelSignature(
                folder,
                ModelSpec.DEFAULT_SIGNATURE,
                signature.getInputsMap().values().iterator().next(),
                signature.getOutputsMap().values().iterator().next());
    }

    /** @throws IllegalArgumentException when the labels do not fit the model's output */
    ModelSpec spec(List<String> labels, Optional<Integer> inputSize, Output meaning) {
        requireFitting(labels);
        int height = inputSize.orElseGet(() -> size(1));
        int width = inputSize.orElseGet(() -> size(2));
        Input pictures = input.getDtype() == DataType.DT_UINT8
                ? Input.uint8(height, width)
                : new Input(height, width, PixelType.FLOAT32, TO_UNIT, 0);
        return new ModelSpec(name(), 0, labels, pictures, meaning, key, Map.of(), Map.of());
    }

    private void requireFitting(List<String> labels) {
        int columns = dimension(output, 1);
        if (columns > 1 && columns != labels.size()) {
            throw new IllegalArgumentException(
                    "its output has " + columns + " numbers, but there are " + labels.size() + " labels");
        }
    }

    private int size(int index) {
        int size = dimension(input, index);
        return size > 0 ? size : USUAL_SIZE;
    }

    /** A dimension of a tensor's shape; -1 where the shape leaves it open. */
    private static int dimension(TensorInfo tensor, int index) {
        boolean known = tensor.getTensorShape().getDimCount() > index;
        return known ? (int) tensor.getTensorShape().getDim(index).getSize() : -1;
    }

    private String name() {
        String name =
                folder.toAbsolutePath().normalize().getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "-");
        return name.matches("[A-Za-z0-9].{0,99}") ? name : "model";
    }
}
