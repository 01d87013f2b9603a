package dev.tideline.benchmarks.contestant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.benchmarks.data.Pictures;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.benchmarks.stream.Broker;
import dev.tideline.benchmarks.stream.Delays;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.export.ModelExport;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.TransferLearning;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes, a real broker and a real network, all of them small. */
class RunIT {
    /** More than a few commits make visible: a speed needs a first and a last answer that are apart. */
    private static final int BACKLOG = 3_000;

    @TempDir
    private static Path folder;

    private static Arena arena;

    @BeforeAll
    static void open() throws Exception {
        Pictures pictures = new Pictures(List.of(drawn(40), drawn(60), drawn(200), drawn(220)));
        ModelBundle model = tinyModel(pictures);
        Workplace workplace = Workplace.open();
        try {
            arena = new Arena(workplace, Broker.start(workplace), model, pictures);
        } catch (IOException | InterruptedException | RuntimeException e) {
            workplace.close();
            throw e;
        }
    }

    @AfterAll
    static void close() {
        if (arena != null) {
            arena.close();
        }
    }

    @Test
    void oursAnswersABacklogAndThenALoadOnceAPictureWhileItsModelIsSwapped() throws Exception {
        try (Run run = arena.newRun("ours", 2, Map.of())) {
            run.fill(BACKLOG);
            run.startOurs();
            assertThat(run.drain()).isPositive();

            Set<Integer> versions = new ConcurrentSkipListSet<>();
            int second = run.publishVersion();
            while (!versions.contains(second)) {
                run.underLoad(50, Duration.ofMillis(500), 1, sighting -> versions.add(run.version(sighting)));
            }
            Delays delays = new Delays();
            run.underLoad(50, Duration.ofSeconds(1), 2, delays);

            run.requireOnce();
            assertThat(second).isEqualTo(2);
            assertThat(delays.percentiles().p50()).isPositive();
            assertThat(run.stop()).singleElement().satisfies(footprint -> assertThat(footprint.heapBytes())
                    .isPositive());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theUsualPatternAnswersTheSameBacklog(PerRecordStyle style) throws Exception {
        try (Run run = arena.newRun("per-record", 2, Map.of())) {
            run.fill(BACKLOG);
            run.startPerRecord(style);

            assertThat(run.drain()).isPositive();
        }
    }

    @Test
    void theUsualPatternAsInExamplesGivesTheAnswersOfTheTunedOne() throws Exception {
        PerRecordModel example = PerRecordStyle.AS_IN_EXAMPLES.load(arena.model());
        PerRecordModel tuned = PerRecordStyle.TUNED.load(arena.model());
        for (byte[] picture : arena.pictures().encoded()) {
            // The two resize a little differently.
            assertThat(example.classify(picture).probabilities())
                    .usingComparatorWithPrecision(0.02f)
                    .containsExactly(tuned.classify(picture).probabilities());
        }
    }

    private static byte[] drawn(int brightness) throws IOException {
        BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, (brightness << 16) + (brightness << 8) + x);
            }
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", encoded);
        return encoded.toByteArray();
    }

    private static ModelBundle tinyModel(Pictures pictures) throws IOException, InterruptedException {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < pictures.encoded().size(); i++) {
            byte[] picture = pictures.get(i);
            examples.add(new Example("picture-" + i, i / 2, () -> picture));
        }
        TrainingSettings settings = TrainingSettings.defaults()
                .withInputSize(32)
                .withFeatureExtractionEpochs(1)
                .withFineTuningEpochs(0)
                .withVariants(1);
        return ModelExport.write(
                TransferLearning.run(
                        new Dataset(List.of("dark", "bright"), examples, examples, List.of()),
                        settings,
                        PretrainedWeights.none(0.35, 1),
                        TrainingListener.NONE),
                folder.resolve("model"),
                "pets",
                0);
    }
}
