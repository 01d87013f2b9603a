package dev.tideline.cli.verbs;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Every choice of a training run as a flag; each stands for a setting, so that a file or the environment may set it. The
 * order is that of the help, since Java keeps none among methods.
 */
final class TrainingOptions {
    private final Map<String, String> flags = new LinkedHashMap<>();

    /** What was given, by the setting's key. */
    Map<String, String> flags() {
        return Map.copyOf(flags);
    }

    @Option(
            names = "--weights",
            order = 1,
            paramLabel = "FILE|imagenet|none",
            description = "What training begins with: a Keras MobileNetV2 file (.h5), Keras's ImageNet weights,"
                    + " which are downloaded once, or random weights (trainer.weights; default: imagenet). Random"
                    + " weights have defaults of their own: small pictures, and the whole network learns.")
    void weights(String value) {
        set("trainer.weights", value);
    }

    @Option(
            names = "--width",
            order = 2,
            paramLabel = "FACTOR",
            description = "With imagenet and none, the network's width, Keras's alpha (trainer.width; default: 1.0).")
    void width(Double value) {
        set("trainer.width", value);
    }

    @Option(
            names = {"--image-size", "--input-size"},
            order = 3,
            paramLabel = "PIXELS",
            description = "Height and width that pictures are resized to, from 32 (trainer.input.size; default: 160).")
    void imageSize(Integer value) {
        set("trainer.input.size", value);
    }

    @Option(
            names = "--batch-size",
            order = 4,
            paramLabel = "PICTURES",
            description = "Pictures a step (trainer.batch.size; default: 32).")
    void batchSize(Integer value) {
        set("trainer.batch.size", value);
    }

    @Option(
            names = "--epochs",
            order = 5,
            paramLabel = "COUNT",
            description = "Epochs of feature extraction, in which only the head learns (trainer.epochs; default: 10).")
    void epochs(Integer value) {
        set("trainer.epochs", value);
    }

    @Option(
            names = "--learning-rate",
            order = 6,
            paramLabel = "RATE",
            description = "Adam's rate in feature extraction (trainer.rate; default: 1e-4).")
    void learningRate(Double value) {
        set("trainer.rate", value);
    }

    @Option(
            names = "--fine-tune-epochs",
            order = 7,
            paramLabel = "COUNT",
            description = "Epochs in which the base's last layers learn too (trainer.fine.tuning.epochs; default: 10).")
    void fineTuneEpochs(Integer value) {
        set("trainer.fine.tuning.epochs", value);
    }

    @Option(
            names = "--fine-tune-learning-rate",
            order = 8,
            paramLabel = "RATE",
            description = "RMSprop's rate in fine-tuning (trainer.fine.tuning.rate; default: 1e-5).")
    void fineTuneLearningRate(Double value) {
        set("trainer.fine.tuning.rate", value);
    }

    @Option(
            names = "--fine-tune-at",
            order = 9,
            paramLabel = "LAYER",
            description = "First layer that learns in fine-tuning (trainer.fine.tuning.from.layer; default: 100).")
    void fineTuneAt(Integer value) {
        set("trainer.fine.tuning.from.layer", value);
    }

    @Option(
            names = "--head-initializer",
            order = 10,
            paramLabel = "KIND",
            description = "What the dense layer begins with: zeros, or glorot_uniform as in Keras"
                    + " (trainer.head.initializer; default: zeros).")
    void headInitializer(String value) {
        set("trainer.head.initializer", value);
    }

    @Option(
            names = "--dropout",
            order = 11,
            paramLabel = "SHARE",
            description = "Share of the features that a step leaves out (trainer.dropout; default: 0.2).")
    void dropout(Double value) {
        set("trainer.dropout", value);
    }

    @Option(
            names = "--flip",
            order = 12,
            negatable = true,
            arity = "0",
            description = "Mirror half of the training pictures, or not (trainer.flip; default: yes).")
    void flip(Boolean value) {
        set("trainer.flip", value);
    }

    @Option(
            names = "--rotation",
            order = 13,
            paramLabel = "SHARE",
            description =
                    "Turn training pictures by at most this share of a full turn (trainer.rotation; default: 0.2).")
    void rotation(Double value) {
        set("trainer.rotation", value);
    }

    @Option(
            names = "--variants",
            order = 14,
            paramLabel = "COUNT",
            description = "Augmented versions of a picture that are computed once and drawn from (trainer.variants;"
                    + " default: 4).")
    void variants(Integer value) {
        set("trainer.variants", value);
    }

    @Option(
            names = "--exact",
            order = 15,
            arity = "0",
            description = "Pass every picture through the whole network in every epoch, as Keras does: slower"
                    + " (trainer.exact).")
    void exact(Boolean value) {
        set("trainer.exact", value);
    }

    @Option(
            names = "--precision",
            order = 16,
            paramLabel = "KIND",
            description =
                    "auto, float32 or bfloat16 (trainer.precision; default: auto, bfloat16 where the CPU has it).")
    void precision(String value) {
        set("trainer.precision", value);
    }

    @Option(
            names = "--class-weights",
            order = 17,
            paramLabel = "KIND",
            description = "equal, or balanced: rare classes count more (trainer.class.weights; default: equal).")
    void classWeights(String value) {
        set("trainer.class.weights", value);
    }

    @Option(
            names = "--early-stopping",
            order = 18,
            paramLabel = "EPOCHS",
            description = "End a phase after so many epochs without a lower validation loss (trainer.patience;"
                    + " default: 0, never).")
    void earlyStopping(Integer value) {
        set("trainer.patience", value);
    }

    @Option(
            names = "--keep-best",
            order = 19,
            negatable = true,
            arity = "0",
            description = "Keep the epoch with the lowest validation loss, not the last (trainer.keep.best).")
    void keepBest(Boolean value) {
        set("trainer.keep.best", value);
    }

    @Option(
            names = "--seed",
            order = 20,
            paramLabel = "NUMBER",
            description = "What every random choice derives from (trainer.seed; default: 42).")
    void seed(Integer value) {
        set("trainer.seed", value);
    }

    @Option(
            names = "--cache",
            order = 21,
            paramLabel = "DIR|none",
            description = "Where what the frozen part computed is kept for the next run (trainer.cache.dir; default:"
                    + " ~/.cache/tideline/features).")
    void cache(String value) {
        set("trainer.cache.dir", value);
    }

    @Option(
            names = "--cache-megabytes",
            order = 22,
            paramLabel = "SIZE",
            description = "The most that the cache may hold (trainer.cache.megabytes; default: 4096).")
    void cacheMegabytes(Integer value) {
        set("trainer.cache.megabytes", value);
    }

    @Option(
            names = "--validation-share",
            order = 23,
            paramLabel = "SHARE",
            description = "Without a folder validation, the share to validate on (trainer.split.validation;"
                    + " default: 0.2).")
    void validationShare(Double value) {
        set("trainer.split.validation", value);
    }

    @Option(
            names = "--test-share",
            order = 24,
            paramLabel = "SHARE",
            description = "Without a folder validation, the share to test on (trainer.split.test; default: 0.1).")
    void testShare(Double value) {
        set("trainer.split.test", value);
    }

    /** Before it parses, the command line resets every option to null. */
    private void set(String key, Object value) {
        if (value == null) {
            flags.remove(key);
        } else {
            flags.put(key, value.toString());
        }
    }
}
