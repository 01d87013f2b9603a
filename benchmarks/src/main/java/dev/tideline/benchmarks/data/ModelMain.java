package dev.tideline.benchmarks.data;

import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.export.ModelExport;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.TransferLearning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the model of the benchmarks with the trainer's own code: MobileNetV2 at 160 × 160 on the given weights with a
 * head for cats and dogs that saw a few pictures once. It costs as much to run as a well-trained one; its answers do not
 * matter here.
 */
public final class ModelMain {
    private static final List<String> LABELS = List.of("cats", "dogs");
    private static final int TRAINED_ON = 32;
    private static final int VALIDATED_ON = 8;

    private ModelMain() {}

    /** Takes the folders {@code data} and {@code bundle} and the file {@code weights}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> values = ParentProcess.arguments(arguments);
        ParentProcess.onEnd(() -> Runtime.getRuntime().halt(1));
        TrainingSettings settings = TrainingSettings.defaults()
                .withFeatureExtractionEpochs(1)
                .withFineTuningEpochs(0)
                .withVariants(1);
        TrainedModel model = TransferLearning.run(
                dataset(Path.of(values.get("data"), "pets-more")),
                settings,
                PretrainedWeights.read(Path.of(values.get("weights"))),
                TrainingListener.NONE);
        ModelExport.write(model, Path.of(values.get("bundle")), "pets", 0);
        ParentProcess.tell("written", values.get("bundle"));
    }

    private static Dataset dataset(Path folder) throws IOException {
        List<Example> train = new ArrayList<>();
        List<Example> validation = new ArrayList<>();
        for (int label = 0; label < LABELS.size(); label++) {
            List<Example> examples = examples(folder.resolve(LABELS.get(label)), label);
            train.addAll(examples.subList(0, TRAINED_ON));
            validation.addAll(examples.subList(TRAINED_ON, TRAINED_ON + VALIDATED_ON));
        }
        return new Dataset(LABELS, train, validation, List.of());
    }

    private static List<Example> examples(Path folder, int label) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .limit(TRAINED_ON + VALIDATED_ON)
                    .map(file -> new Example(file.toString(), label, () -> Files.readAllBytes(file)))
                    .toList();
        }
    }
}
