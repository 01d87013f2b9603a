package dev.tideline.trainer.training;

import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.schemas.settings.Settings;

/** The keys under which people set the choices of a training run, the same for the service and the command. */
public final class TrainingKeys {
    private static final String WEIGHTS = "trainer.weights";

    private TrainingKeys() {}

    /**
     * The choices as they are set; where the cache lives is the caller's to say. What is not set is the tutorial's, or
     * with random weights what suits them.
     *
     * @throws dev.tideline.schemas.settings.SettingsException naming the key that is wrong
     */
    public static TrainingSettings read(Settings settings) {
        boolean random = settings.text(WEIGHTS, "imagenet").equals("none");
        TrainingSettings usual = random ? TrainingSettings.fromScratch() : TrainingSettings.defaults();
        Augmentation augmentation = usual.augmentation();
        return usual.withInputSize(settings.integer("trainer.input.size", usual.inputSize(), 32, 1024))
                .withBatchSize(settings.integer("trainer.batch.size", usual.batchSize(), 1, 4096))
                .withFeatureExtractionEpochs(
                        settings.integer("trainer.epochs", usual.featureExtractionEpochs(), 0, 10_000))
                .withFeatureExtractionRate(settings.number("trainer.rate", usual.featureExtractionRate(), 1e-9, 1))
                .withFineTuningEpochs(
                        settings.integer("trainer.fine.tuning.epochs", usual.fineTuningEpochs(), 0, 10_000))
                .withFineTuningRate(settings.number("trainer.fine.tuning.rate", usual.fineTuningRate(), 1e-9, 1))
                .withFineTuneAt(settings.integer("trainer.fine.tuning.from.layer", usual.fineTuneAt(), 0, 1000))
                .withHeadInitializer(settings.choice("trainer.head.initializer", usual.headInitializer()))
                .withDropout(settings.number("trainer.dropout", usual.dropout(), 0, 0.99))
                .withAugmentation(new Augmentation(
                        settings.yes("trainer.flip", augmentation.flip()),
                        settings.number("trainer.rotation", augmentation.rotation(), 0, 1)))
                .withVariants(settings.integer("trainer.variants", usual.variants(), 1, 1000))
                .withExact(settings.yes("trainer.exact", usual.exact()))
                .withPrecision(PrecisionChoice.read(settings, "trainer.precision", usual.precision()))
                .withClassWeights(settings.choice("trainer.class.weights", usual.classWeights()))
                .withPatience(settings.integer("trainer.patience", usual.patience(), 0, 10_000))
                .withKeepBest(settings.yes("trainer.keep.best", usual.keepBest()))
                .withSeed(settings.integer("trainer.seed", (int) usual.seed(), 0, Integer.MAX_VALUE))
                .withCacheBytes(
                        (long) settings.integer("trainer.cache.megabytes", (int) (usual.cacheBytes() >> 20), 0, 1 << 24)
                                << 20)
                .withThreads(settings.integer("trainer.threads", usual.threads(), 0, 1024));
    }
}
