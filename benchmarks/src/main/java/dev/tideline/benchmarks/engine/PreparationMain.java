package dev.tideline.benchmarks.engine;

import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.FolderDataset;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.export.ModelExport;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.TransferLearning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes what the contestants share: the ImageNet network, a classifier of cats and dogs as the trainer makes it (ten
 * epochs of feature extraction), and the decoded validation photos.
 */
public final class PreparationMain {
    private PreparationMain() {}

    /**
     * Takes the folder {@code data}, the files {@code weights} and {@code onnx}, {@code size} (height and width of the
     * pictures), and the places {@code imagenet}, {@code pets} and {@code pixels} of what it makes.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, UndecodablePictureException {
        Map<String, String> values = ParentProcess.arguments(arguments);
        ParentProcess.onEnd(() -> Runtime.getRuntime().halt(1));
        Path photos = Path.of(values.get("data"), "pets");
        int size = Integer.parseInt(values.get("size"));
        PretrainedWeights weights = PretrainedWeights.read(Path.of(values.get("weights")));

        DecodedPictures.write(Path.of(values.get("pixels")), pictures(photos.resolve("validation")), size);
        OnnxWeights onnx = OnnxWeights.read(Path.of(values.get("onnx")));
        ImageNetModel.write(Path.of(values.get("imagenet")), weights, onnx, size);
        ModelExport.write(petClassifier(photos, weights, size), Path.of(values.get("pets")), "pets", 0);
        ParentProcess.tell("ready", "");
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    private static TrainedModel petClassifier(Path photos, PretrainedWeights weights, int size)
            throws IOException, InterruptedException {
        TrainingSettings settings = TrainingSettings.defaults()
                .withInputSize(size)
                .withFineTuningEpochs(0)
                .withVariants(1)
                .withPrecision(PrecisionChoice.FLOAT32)
                .withCache(Optional.empty());
        Dataset dataset = FolderDataset.read(photos, Split.defaults(), settings.batchSize(), settings.seed());
        return TransferLearning.run(dataset, settings, weights, TrainingListener.NONE);
    }
}
