package dev.tideline.trainer.export;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.trainer.network.FoldedConvolutions;
import dev.tideline.trainer.network.LayerGraph;
import dev.tideline.trainer.network.Tensors;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingReport;
import dev.tideline.trainer.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Makes a bundle of a trained model: a SavedModel of constants only, with batch normalization folded, that takes uint8
 * pictures [n, h, w, 3] and gives probabilities.
 */
public final class ModelExport {
    /** Lineage keys of the base's architecture and how wide it is. */
    static final String NETWORK = "network";

    static final String WIDTH = "width";
    static final String NETWORK_NAME = "MobileNetV2";

    private static final String INPUT = "pictures";
    private static final String OUTPUT = "probabilities";

    private ModelExport() {}

    /**
     * Writes the bundle; {@code model.json} comes last, so that a folder with one is whole.
     *
     * @param folder is created where it does not exist; a bundle in it is replaced
     * @param version 0 for one that is not published yet
     */
    public static ModelBundle write(TrainedModel model, Path folder, String name, int version) throws IOException {
        TensorFlowRuntime.load();
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("model.json"));
        writeGraph(model, folder);
        return ModelBundle.write(folder, spec(model, name, version));
    }

    private static void writeGraph(TrainedModel model, Path folder) throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            int size = model.network().inputSize();
            Placeholder<TUint8> pictures = tf.withName(INPUT)
                    .placeholder(TUint8.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, size, size, 3)));
            Signature signature = Signature.builder()
                    .key(ModelSpec.DEFAULT_SIGNATURE)
                    .input(INPUT, pictures)
                    .output(OUTPUT, probabilities(tf, model, pictures))
                    .methodName("tensorflow/serving/predict")
                    .build();
            try (Session session = new Session(graph)) {
                SavedModelBundle.exporter(folder.toString())
                        .withFunction(SessionFunction.create(signature, session))
                        .export();
            }
        }
    }

    private static Operand<TFloat32> probabilities(Ops tf, TrainedModel model, Operand<TUint8> pictures) {
        LayerGraph layers = new LayerGraph(tf, model.network(), FoldedConvolutions.frozen(tf, model.base()));
        Operand<TFloat32> features = layers.pool(layers.from(1, LayerGraph.preprocess(tf, pictures)));
        Operand<TFloat32> logits = tf.nn.biasAdd(
                tf.linalg.matMul(features, Tensors.constant(tf, model.head().kernel())),
                Tensors.constant(tf, model.head().bias()));
        Ops named = tf.withName(OUTPUT);
        return output(model.labels()) == ModelSpec.Output.SIGMOID
                ? named.math.sigmoid(logits)
                : named.nn.softmax(logits);
    }

    /** What the numbers mean that a model for these labels gives. */
    static ModelSpec.Output output(List<String> labels) {
        return labels.size() == 2 ? ModelSpec.Output.SIGMOID : ModelSpec.Output.SOFTMAX;
    }

    private static ModelSpec spec(TrainedModel model, String name, int version) {
        int size = model.network().inputSize();
        return new ModelSpec(
                name,
                version,
                model.labels(),
                ModelSpec.Input.uint8(size, size),
                output(model.labels()),
                ModelSpec.DEFAULT_SIGNATURE,
                lineage(model),
                metrics(model.report()));
    }

    private static Map<String, String> lineage(TrainedModel model) {
        TrainingSettings settings = model.settings();
        Map<String, String> lineage = new LinkedHashMap<>();
        lineage.put(NETWORK, NETWORK_NAME);
        lineage.put(WIDTH, Double.toString(model.network().width()));
        lineage.put("weights", model.base().origin());
        lineage.put("weights_digest", model.pretrained());
        lineage.put("data_digest", model.report().data().digest());
        lineage.put("batch_size", Integer.toString(settings.batchSize()));
        lineage.put("feature_extraction_epochs", Integer.toString(settings.featureExtractionEpochs()));
        lineage.put("feature_extraction_rate", Double.toString(settings.featureExtractionRate()));
        lineage.put("fine_tuning_epochs", Integer.toString(settings.fineTuningEpochs()));
        lineage.put("fine_tuning_rate", Double.toString(settings.fineTuningRate()));
        lineage.put("fine_tune_at", Integer.toString(settings.fineTuneAt()));
        lineage.put("head_initializer", settings.headInitializer().name().toLowerCase(Locale.ROOT));
        lineage.put("dropout", Double.toString(settings.dropout()));
        lineage.put("flip", Boolean.toString(settings.augmentation().flip()));
        lineage.put("rotation", Double.toString(settings.augmentation().rotation()));
        lineage.put("variants", settings.exact() ? "exact" : Integer.toString(settings.variants()));
        lineage.put("precision", settings.precision().name().toLowerCase(Locale.ROOT));
        lineage.put("class_weights", settings.classWeights().name().toLowerCase(Locale.ROOT));
        lineage.put("patience", Integer.toString(settings.patience()));
        lineage.put("keep_best", Boolean.toString(settings.keepBest()));
        lineage.put("seed", Long.toString(settings.seed()));
        return lineage;
    }

    private static Map<String, Double> metrics(TrainingReport report) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        put(metrics, "validation_loss", report.validation().loss());
        put(metrics, "validation_accuracy", report.validation().accuracy());
        put(metrics, "test_loss", report.test().loss());
        put(metrics, "test_accuracy", report.test().accuracy());
        put(metrics, "training_seconds", report.seconds());
        return metrics;
    }

    /** JSON knows no NaN, which stands for a part without pictures. */
    private static void put(Map<String, Double> metrics, String name, double value) {
        if (!Double.isNaN(value)) {
            metrics.put(name, value);
        }
    }
}
