package dev.tideline.trainer.training;

import dev.tideline.model.tensorflow.PrecisionChoice;
import java.nio.file.Path;
import java.util.Optional;

/** A copy of {@link TrainingSettings} of which one value is changed. */
final class TrainingSettingsDraft {
    int inputSize;
    int batchSize;
    int featureExtractionEpochs;
    double featureExtractionRate;
    int fineTuningEpochs;
    double fineTuningRate;
    int fineTuneAt;
    HeadInitializer headInitializer;
    double dropout;
    Augmentation augmentation;
    int variants;
    boolean exact;
    PrecisionChoice precision;
    ClassWeights classWeights;
    int patience;
    boolean keepBest;
    long seed;
    Optional<Path> cache;
    long cacheBytes;
    int threads;

    TrainingSettingsDraft(TrainingSettings settings) {
        inputSize = settings.inputSize();
        batchSize = settings.batchSize();
        featureExtractionEpochs = settings.featureExtractionEpochs();
        featureExtractionRate = settings.featureExtractionRate();
        fineTuningEpochs = settings.fineTuningEpochs();
        fineTuningRate = settings.fineTuningRate();
        fineTuneAt = settings.fineTuneAt();
        headInitializer = settings.headInitializer();
        dropout = settings.dropout();
        augmentation = settings.augmentation();
        variants = settings.variants();
        exact = settings.exact();
        precision = settings.precision();
        classWeights = settings.classWeights();
        patience = settings.patience();
        keepBest = settings.keepBest();
        seed = settings.seed();
        cache = settings.cache();
        cacheBytes = settings.cacheBytes();
        threads = settings.threads();
    }

    /** @throws IllegalArgumentException when the changed value is none that training can work with */
    TrainingSettings settings() {
        return new TrainingSettings(
                inputSize,
                batchSize,
                featureExtractionEpochs,
                featureExtractionRate,
                fineTuningEpochs,
                fineTuningRate,
                fineTuneAt,
                headInitializer,
                dropout,
                augmentation,
                variants,
                exact,
                precision,
                classWeights,
                patience,
                keepBest,
                seed,
                cache,
                cacheBytes,
                threads);
    }
}
