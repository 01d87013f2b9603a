package dev.tideline.benchmarks.ceiling;

import dev.tideline.benchmarks.data.Pictures;
import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Runs one plan at some batch sizes, one after the other, with the decoder and the network that our classifier uses. The
 * network may be set up otherwise than there: what is fastest counts.
 */
public final class CeilingMain {
    private CeilingMain() {}

    /**
     * Takes {@code bundle} and {@code data} (folders), {@code precision}, {@code plan}, {@code batches} (comma-separated)
     * and {@code pictures}.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Map<String, String> values = ParentProcess.arguments(arguments);
        ParentProcess.onEnd(() -> Runtime.getRuntime().halt(1));
        ModelBundle bundle = ModelBundle.read(Path.of(values.get("bundle")));
        ModelSpec.Input input = bundle.spec().input();
        CeilingPlan plan = CeilingPlan.valueOf(values.get("plan"));
        RuntimeOptions options = plan.options().withPrecision(Precision.valueOf(values.get("precision")));
        int count = Integer.parseInt(values.get("pictures"));
        Pictures pictures = Pictures.read(Path.of(values.get("data")), count);
        try (ImageClassifier network = ImageClassifier.load(bundle, options);
                PictureDecoder decoder = new PictureDecoder(input.height(), input.width(), DecodeLimits.defaults())) {
            for (String batch : values.get("batches").split(",")) {
                int batchSize = Integer.parseInt(batch);
                network.warm(batchSize, batchSize);
                double rate = new CeilingTrial(plan, batchSize, count, pictures, decoder, network).run();
                ParentProcess.tell("rate", Double.toString(rate));
            }
        }
    }
}
