package dev.tideline.benchmarks.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.tideline.trainer.network.WeightTensor;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads named tensors of 32-bit floats from an ONNX file. The numbers are those of fields in the format's own description
 * ({@code onnx.proto}): a ModelProto holds a GraphProto, which holds its weights as TensorProtos.
 */
final class OnnxWeights {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW_DATA = 9;

    private final Path file;
    private final List<UnknownFieldSet> tensors;

    private OnnxWeights(Path file, List<UnknownFieldSet> tensors) {
        this.file = file;
        this.tensors = tensors;
    }

    static OnnxWeights read(Path file) throws IOException {
        UnknownFieldSet model = UnknownFieldSet.parseFrom(Files.readAllBytes(file));
        UnknownFieldSet graph = UnknownFieldSet.parseFrom(single(model, MODEL_GRAPH));
        List<ByteString> initializers = graph.getField(GRAPH_INITIALIZER).getLengthDelimitedList();
        UnknownFieldSet[] tensors = new UnknownFieldSet[initializers.size()];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = UnknownFieldSet.parseFrom(initializers.get(i));
        }
        return new OnnxWeights(file, List.of(tensors));
    }

    /** @param shape as the caller knows it; its size must be that of the tensor */
    WeightTensor tensor(String name, List<Integer> shape) throws IOException {
        UnknownFieldSet tensor = tensors.stream()
                .filter(candidate ->
                        single(candidate, TENSOR_NAME).toStringUtf8().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " has no weights named " + name));
        ByteString raw = single(tensor, TENSOR_RAW_DATA);
        float[] values = new float[raw.size() / Float.BYTES];
        raw.asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        if (values.length != shape.stream().reduce(1, Math::multiplyExact)) {
            throw new IOException(name + " in " + file + " has " + values.length + " numbers, which is not " + shape);
        }
        return new WeightTensor(shape, values);
    }

    private static ByteString single(UnknownFieldSet message, int field) {
        List<ByteString> values = message.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.get(0);
    }
}
