package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.data.Pictures;
import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.classifier.serving.LoadedModel;
import dev.tideline.classifier.serving.ModelLoader;
import dev.tideline.classifier.serving.ServingSettings;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures a full batch of the model as our classifier loads it, while the machine has nothing else to do. */
public final class BatchMain {
    static final String BUNDLE = "benchmark.bundle";
    static final String DATA = "benchmark.data";

    private static final int WARM_UP = 20;
    private static final int BATCHES = 60;

    private BatchMain() {}

    /** Takes the classifier's settings, {@link #BUNDLE} and {@link #DATA}. */
    public static void main(String[] arguments) throws IOException, UndecodablePictureException {
        Map<String, String> values = new HashMap<>(ParentProcess.arguments(arguments));
        ParentProcess.onEnd(() -> Runtime.getRuntime().halt(1));
        ModelBundle bundle = ModelBundle.read(Path.of(values.remove(BUNDLE)));
        Path data = Path.of(values.remove(DATA));
        ModelLoader loader = new ModelLoader(ServingSettings.from(Settings.of(values)));
        try (LoadedModel model = loader.load(bundle)) {
            List<Pixels> batch = new ArrayList<>();
            for (byte[] picture : Pictures.read(data, model.batchSize()).encoded()) {
                batch.add(model.decode(picture));
            }
            double[] millis = new double[WARM_UP + BATCHES];
            for (int i = 0; i < millis.length; i++) {
                long begin = System.nanoTime();
                model.classify(batch);
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
            ParentProcess.tell("size", Integer.toString(batch.size()));
            ParentProcess.tell("millis", Double.toString(median(Arrays.copyOfRange(millis, WARM_UP, millis.length))));
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
