package dev.tideline.benchmarks.engine;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** TensorFlow, through the same code as the classifier's. */
final class TensorFlowNetwork implements Network {
    private final ImageClassifier classifier;

    private TensorFlowNetwork(ImageClassifier classifier) {
        this.classifier = classifier;
    }

    static TensorFlowNetwork load(Path bundle, Streams streams, Precision precision) throws IOException {
        RuntimeOptions options = new RuntimeOptions(streams.threads(), RuntimeOptions.ON_CALLERS_THREAD, precision);
        return new TensorFlowNetwork(ImageClassifier.load(ModelBundle.read(bundle), options));
    }

    @Override
    public Answer classify(List<Pixels> batch) {
        long begin = System.nanoTime();
        float[][] scores = classifier.classify(batch).stream()
                .map(Classification::probabilities)
                .toArray(float[][]::new);
        return new Answer(scores, System.nanoTime() - begin);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
