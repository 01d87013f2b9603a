package dev.tideline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.schemas.testing.SharedData;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.testing.DrawnPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedTrainingIT {
    private static final PretrainedWeights RANDOM = PretrainedWeights.none(0.35, 1);
    private static final TrainingSettings QUICK = TrainingSettings.defaults()
            .withInputSize(32)
            .withBatchSize(8)
            .withFeatureExtractionEpochs(4)
            .withFineTuningEpochs(1)
            .withPrecision(PrecisionChoice.FLOAT32)
            .withVariants(2);

    @TempDir
    private Path folder;

    @Test
    void aCacheFolderThatIsAFileEndsTheRunByName() throws Exception {
        Path file = Files.writeString(folder.resolve("cache"), "a file");
        TrainingSettings settings = QUICK.withCache(Optional.of(file));

        assertThatThrownBy(() -> TransferLearning.run(coloured(24), settings, RANDOM, TrainingListener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The cache folder " + file + " cannot be used");
        assertThat(file).hasContent("a file");
    }

    @Test
    void aSecondRunReadsTheCacheAndEndsTheSame() throws Exception {
        TrainingSettings settings = QUICK.withCache(Optional.of(folder));
        Dataset dataset = coloured(24);

        TrainingReport first = TransferLearning.run(dataset, settings, RANDOM, TrainingListener.NONE)
                .report();
        List<Path> cached = files();
        TrainingReport second = TransferLearning.run(dataset, settings, RANDOM, TrainingListener.NONE)
                .report();

        assertThat(cached).hasSize(48).allMatch(file -> file.toString().endsWith(".features"));
        assertThat(files()).containsExactlyInAnyOrderElementsOf(cached);
        assertThat(second.test().loss()).isCloseTo(first.test().loss(), within(1e-3));
    }

    @Test
    void aRunWithMorePicturesComputesOnlyThese() throws Exception {
        TrainingSettings settings = QUICK.withCache(Optional.of(folder));

        DataFigures first = run(coloured(24), settings);
        List<Path> cached = files();
        DataFigures second = run(coloured(29), settings);

        assertThat(first.fromCache()).isZero();
        assertThat(second.count()).isEqualTo(58);
        assertThat(second.fromCache()).isEqualTo(48);
        assertThat(cached).hasSize(48);
        assertThat(files()).hasSize(58).containsAll(cached);
    }

    @Test
    void otherSettingsAreNotServedFromTheCache() throws Exception {
        TrainingSettings settings = QUICK.withCache(Optional.of(folder)).withFineTuningEpochs(0);
        run(coloured(24), settings);

        assertThat(run(coloured(24), settings).fromCache()).isEqualTo(48);
        assertThat(run(coloured(24), settings.withInputSize(48)).fromCache()).isZero();
        // Of the pictures to judge by there is no augmented version.
        assertThat(run(coloured(24), settings.withVariants(3)).fromCache())
                .isEqualTo(
                        coloured(24).validation().size() + coloured(24).test().size());
    }

    @Test
    void damageInTheCacheIsComputedAgain() throws Exception {
        TrainingSettings settings = QUICK.withCache(Optional.of(folder));
        Dataset dataset = coloured(24);
        TrainingReport first = TransferLearning.run(dataset, settings, RANDOM, TrainingListener.NONE)
                .report();
        for (Path file : files()) {
            byte[] content = Files.readAllBytes(file);
            content[content.length / 2] ^= 1;
            Files.write(file, content);
        }

        TrainedModel model = TransferLearning.run(dataset, settings, RANDOM, TrainingListener.NONE);

        assertThat(model.report().data().fromCache()).isZero();
        assertThat(model.report().test().loss()).isCloseTo(first.test().loss(), within(1e-3));
    }

    @Test
    void theCacheKeepsItsBound() throws Exception {
        TrainingSettings settings = QUICK.withCache(Optional.of(folder)).withCacheBytes(200_000);

        TransferLearning.run(coloured(24), settings, RANDOM, TrainingListener.NONE);

        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isPositive().isLessThanOrEqualTo(200_000);
    }

    /** Random weights would not do: their normalization is set from the pictures, so that more of these change them. */
    private static DataFigures run(Dataset dataset, TrainingSettings settings) throws Exception {
        PretrainedWeights weights =
                PretrainedWeights.read(SharedData.path("weights/mobilenet_v2_1.00_imagenet_no_top.h5"));
        return TransferLearning.run(dataset, settings.withFeatureExtractionEpochs(1), weights, TrainingListener.NONE)
                .report()
                .data();
    }

    /** So many pictures of each of two classes. */
    private static Dataset coloured(int perClass) {
        return Dataset.split(List.of("red", "turquoise"), DrawnPictures.coloured(2, perClass, 3), new Split(0.2, 0.2));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
