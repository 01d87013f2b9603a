package dev.tideline.trainer.training;

import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every choice of a training run. {@link #defaults()} are those of TensorFlow's transfer-learning tutorial, but
 * for the head's initial weights.
 *
 * @param inputSize height and width that pictures are resized to, in pixels; from 32
 * @param batchSize pictures a step
 * @param featureExtractionEpochs epochs in which only the head learns; may be 0
 * @param featureExtractionRate Adam's learning rate in them
 * @param fineTuningEpochs epochs in which the base's last layers learn too; may be 0
 * @param fineTuningRate RMSprop's learning rate in them
 * @param fineTuneAt index of the first layer that learns in fine-tuning
 * @param headInitializer what the head's kernel begins with; the tutorial leaves it to Keras
 * @param dropout share of the features that a training step leaves out
 * @param augmentation how training pictures are varied
 * @param variants augmented versions of a picture that are computed once and drawn from; does nothing where {@code exact}
 * @param exact every picture passes through the whole network in every epoch, freshly augmented, as in Keras
 * @param precision the arithmetic
 * @param classWeights how much a picture's loss counts
 * @param patience epochs without a lower validation loss after which a phase ends; 0 never ends one early
 * @param keepBest keep the epoch with the lowest validation loss, not the last
 * @param seed what every random choice derives from
 * @param cache folder that keeps the frozen part's results between runs; empty keeps none
 * @param cacheBytes the most that folder may hold; what was used longest ago goes first
 * @param threads threads that compute, and as many that decode pictures; 0 takes every core
 */
public record TrainingSettings(
        int inputSize,
        int batchSize,
        int featureExtractionEpochs,
        double featureExtractionRate,
        int fineTuningEpochs,
        double fineTuningRate,
        int fineTuneAt,
        HeadInitializer headInitializer,
        double dropout,
        Augmentation augmentation,
        int variants,
        boolean exact,
        PrecisionChoice precision,
        ClassWeights classWeights,
        int patience,
        boolean keepBest,
        long seed,
        Optional<Path> cache,
        long cacheBytes,
        int threads) {
    public TrainingSettings {
        require(inputSize >= 32, "inputSize", inputSize, "32 or more");
        require(batchSize >= 1, "batchSize", batchSize, "1 or more");
        require(featureExtractionEpochs >= 0, "featureExtractionEpochs", featureExtractionEpochs, "0 or more");
        require(featureExtractionRate > 0, "featureExtractionRate", featureExtractionRate, "above 0");
        require(fineTuningEpochs >= 0, "fineTuningEpochs", fineTuningEpochs, "0 or more");
        require(fineTuningRate > 0, "fineTuningRate", fineTuningRate, "above 0");
        require(fineTuneAt >= 0, "fineTuneAt", fineTuneAt, "0 or more");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "from 0 to below 1");
        require(variants >= 1, "variants", variants, "1 or more");
        require(patience >= 0, "patience", patience, "0 or more");
        require(cacheBytes >= 0, "cacheBytes", cacheBytes, "0 or more");
        require(threads >= 0, "threads", threads, "0 or more");
    }

    public static TrainingSettings defaults() {
        return new TrainingSettings(
                160,
                32,
                10,
                1e-4,
                10,
                1e-5,
                100,
                HeadInitializer.ZEROS,
                0.2,
                new Augmentation(true, 0.2),
                4,
                false,
                PrecisionChoice.AUTO,
                ClassWeights.EQUAL,
                0,
                false,
                42,
                Optional.empty(),
                4L << 30,
                0);
    }

    /**
     * For random weights, which the tutorial does not know: small pictures, and the whole network learns, faster and
     * longer. The best epoch is kept, because such a run swings. Of a few hundred drawings of two shapes, 64 pixels
     * and 20 epochs left a quarter unlearned.
     */
    public static TrainingSettings fromScratch() {
        return defaults()
                .withInputSize(96)
                .withBatchSize(16)
                .withFeatureExtractionEpochs(1)
                .withFeatureExtractionRate(1e-3)
                .withFineTuningEpochs(40)
                .withFineTuningRate(3e-4)
                .withFineTuneAt(0)
                .withExact(true)
                .withPrecision(PrecisionChoice.FLOAT32)
                .withKeepBest(true);
    }

    public TrainingSettings withInputSize(int value) {
        return with(draft -> draft.inputSize = value);
    }

    public TrainingSettings withBatchSize(int value) {
        return with(draft -> draft.batchSize = value);
    }

    public TrainingSettings withFeatureExtractionEpochs(int value) {
        return with(draft -> draft.featureExtractionEpochs = value);
    }

    public TrainingSettings withFeatureExtractionRate(double value) {
        return with(draft -> draft.featureExtractionRate = value);
    }

    public TrainingSettings withFineTuningEpochs(int value) {
        return with(draft -> draft.fineTuningEpochs = value);
    }

    public TrainingSettings withFineTuningRate(double value) {
        return with(draft -> draft.fineTuningRate = value);
    }

    public TrainingSettings withFineTuneAt(int value) {
        return with(draft -> draft.fineTuneAt = value);
    }

    public TrainingSettings withHeadInitializer(HeadInitializer value) {
        return with(draft -> draft.headInitializer = value);
    }

    public TrainingSettings withDropout(double value) {
        return with(draft -> draft.dropout = value);
    }

    public TrainingSettings withAugmentation(Augmentation value) {
        return with(draft -> draft.augmentation = value);
    }

    public TrainingSettings withVariants(int value) {
        return with(draft -> draft.variants = value);
    }

    public TrainingSettings withExact(boolean value) {
        return with(draft -> draft.exact = value);
    }

    public TrainingSettings withPrecision(PrecisionChoice value) {
        return with(draft -> draft.precision = value);
    }

    public TrainingSettings withClassWeights(ClassWeights value) {
        return with(draft -> draft.classWeights = value);
    }

    public TrainingSettings withPatience(int value) {
        return with(draft -> draft.patience = value);
    }

    public TrainingSettings withKeepBest(boolean value) {
        return with(draft -> draft.keepBest = value);
    }

    public TrainingSettings withSeed(long value) {
        return with(draft -> draft.seed = value);
    }

    public TrainingSettings withCache(Optional<Path> value) {
        return with(draft -> draft.cache = value);
    }

    public TrainingSettings withCacheBytes(long value) {
        return with(draft -> draft.cacheBytes = value);
    }

    public TrainingSettings withThreads(int value) {
        return with(draft -> draft.threads = value);
    }

    /** How TensorFlow is to compute. */
    RuntimeOptions runtime() {
        return new RuntimeOptions(threads, threads, precision.resolve());
    }

    private TrainingSettings with(Consumer<TrainingSettingsDraft> change) {
        TrainingSettingsDraft draft = new TrainingSettingsDraft(this);
        change.accept(draft);
        return draft.settings();
    }

    private static void require(boolean holds, String name, Object value, String wanted) {
        if (!holds) {
            throw new IllegalArgumentException("Training setting " + name + " is " + value + ", but must be " + wanted);
        }
    }
}
