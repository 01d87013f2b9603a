package dev.tideline.benchmarks.engine;

import dev.tideline.model.picture.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A network that an engine has loaded. Pictures go in as bytes, as they are decoded, so what an engine must do to them
 * first is measured with it.
 *
 * <p>Threading: any number of threads at once.
 */
interface Network extends AutoCloseable {
    /**
     * What a network says of a batch.
     *
     * @param scores a row for each picture, a column for each class; the greatest marks the label
     * @param engineNanos how long the engine itself ran, where the conversion of the pictures can be told apart; else how
     *     long everything took
     */
    record Answer(float[][] scores, long engineNanos) {}

    Answer classify(List<Pixels> batch);

    @Override
    void close();

    /** @param file a bundle's folder for TensorFlow, the {@code .onnx} file for ONNX Runtime */
    static Network load(Contestant contestant, Streams streams, Path file) throws IOException {
        return contestant.precision().isPresent()
                ? TensorFlowNetwork.load(file, streams, contestant.precision().get())
                : OnnxNetwork.load(file, streams);
    }
}
