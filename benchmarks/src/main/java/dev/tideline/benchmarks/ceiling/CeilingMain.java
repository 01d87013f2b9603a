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
 * Runs one plan again and again, as it is asked, with the decoder and the network that our classifier uses. The network
 * may be set up otherwise than there: what is fastest counts.
 */
public final class CeilingMain {
    private final CeilingPlan plan;
    private final Pictures pictures;
    private final PictureDecoder decoder;
    private final ImageClassifier network;

    private CeilingMain(CeilingPlan plan, Pictures pictures, PictureDecoder decoder, ImageClassifier network) {
        this.plan = plan;
        this.pictures = pictures;
        this.decoder = decoder;
        this.network = network;
    }

    /** Takes {@code bundle} and {@code data} (folders), {@code precision}, {@code plan} and {@code pictures}. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> values = ParentProcess.arguments(arguments);
        ModelBundle bundle = ModelBundle.read(Path.of(values.get("bundle")));
        ModelSpec.Input input = bundle.spec().input();
        CeilingPlan plan = CeilingPlan.valueOf(values.get("plan"));
        RuntimeOptions options = plan.options().withPrecision(Precision.valueOf(values.get("precision")));
        Pictures pictures = Pictures.read(Path.of(values.get("data")), Integer.parseInt(values.get("pictures")));
        try (ImageClassifier network = ImageClassifier.load(bundle, options);
                PictureDecoder decoder = new PictureDecoder(input.height(), input.width(), DecodeLimits.defaults())) {
            ParentProcess.serve(new CeilingMain(plan, pictures, decoder, network)::answer);
        }
    }

    /** @param line batch size and number of pictures, with a space between them */
    private void answer(String line) {
        String[] words = line.split(" ");
        int batchSize = Integer.parseInt(words[0]);
        try {
            network.warm(batchSize, batchSize);
            CeilingTrial trial =
                    new CeilingTrial(plan, batchSize, Integer.parseInt(words[1]), pictures, decoder, network);
            ParentProcess.tell("rate", Double.toString(trial.run()));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The ceiling broke", e);
        }
    }
}
