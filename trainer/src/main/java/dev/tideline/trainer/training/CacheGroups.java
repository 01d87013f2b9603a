package dev.tideline.trainer.training;

import dev.tideline.model.tensorflow.Precision;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.network.PretrainedWeights;
import java.nio.charset.StandardCharsets;

/** Names, for a run's settings, the groups of a {@link FeatureCache}: by everything that decides the rows. */
record CacheGroups(String augmented, String plain) {
    static CacheGroups of(TrainingSettings settings, RowLayout layout, PretrainedWeights weights, Precision precision) {
        String common = String.join(
                " ",
                "rows-1",
                weights.digest(),
                "size " + settings.inputSize(),
                "border " + layout.border() + ":" + layout.borderBytes(),
                precision.name());
        String variation = settings.augmentation() + " × " + StoredBatches.variants(settings) + ", " + settings.seed();
        return new CacheGroups(digest(common + " " + variation), digest(common));
    }

    String of(Part part) {
        return part == Part.TRAIN ? augmented : plain;
    }

    private static String digest(String text) {
        return PictureLoader.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
