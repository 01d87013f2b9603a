package dev.tideline.benchmarks.ceiling;

import dev.tideline.benchmarks.data.Pictures;
import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.classifier.serving.LoadedModel;
import dev.tideline.classifier.serving.ModelLoader;
import dev.tideline.classifier.serving.ServingSettings;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;

/**
 * Runs one plan at some batch sizes, one after the other. A process runs one plan only, since the number of threads an
 * operation uses belongs to the process. The model is loaded by the classifier's own loader, so its decoder, its network,
 * its arithmetic and its warming are those of the contestants.
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
        CeilingPlan plan = CeilingPlan.valueOf(values.get("plan"));
        int count = Integer.parseInt(values.get("pictures"));
        List<Integer> batches = Arrays.stream(values.get("batches").split(","))
                .map(Integer::valueOf)
                .toList();
        Pictures pictures = Pictures.read(Path.of(values.get("data")), count);
        ServingSettings serving = new ServingSettings(
                OptionalInt.of(Collections.max(batches)), PrecisionChoice.valueOf(values.get("precision")));
        TensorFlowRuntime.decideIntraOpThreads(plan.intraOpThreads());
        try (LoadedModel model = new ModelLoader(serving).load(ModelBundle.read(Path.of(values.get("bundle"))))) {
            for (int batch : batches) {
                double rate = new CeilingTrial(plan, batch, count, pictures, model).run();
                ParentProcess.tell("rate", Double.toString(rate));
            }
        }
    }
}
