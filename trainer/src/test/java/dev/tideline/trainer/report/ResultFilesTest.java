package dev.tideline.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingReport;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFilesTest {
    private static final Pattern IMAGE = Pattern.compile("<img class=\"[a-z]*\" alt=\"[^\"]+\" src=\"data:image/");

    @TempDir
    private Path folder;

    @Test
    void thePageHasEveryPart() throws Exception {
        String page = page(FinishedRun.of("cats", "dogs"));

        assertThat(page)
                .contains("<h2>Learning curves</h2>")
                .contains("<h2>Confusion matrix</h2>")
                .contains("<h2>Worst mistakes</h2>")
                .contains("<h2>Predictions</h2>")
                .contains("<h2>Augmentation</h2>")
                .contains("91.0 %")
                .contains("rotation");
        assertThat(IMAGE.matcher(page).results()).hasSize(1 + FinishedRun.WRONG + 9 + 9);
    }

    @Test
    void thePageNeedsNothingElse() throws Exception {
        String page = page(FinishedRun.of("cats", "dogs"));

        assertThat(page).doesNotContainPattern("(src|href)=\"(?!data:)").doesNotContain("<script");
    }

    @Test
    void theWorstMistakeComesFirst() throws Exception {
        String page = page(FinishedRun.of("cats", "dogs"));

        assertThat(page.indexOf("wrongly taken for dogs, 90.0 %; it is cats"))
                .isPositive()
                .isLessThan(page.indexOf("wrongly taken for cats, 80.0 %; it is dogs"));
    }

    @Test
    void namesThatLookLikeMarkupStayText() throws Exception {
        String page = page(FinishedRun.of("<script>alert('x')</script>", "a\"onload=\"b & c"));

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("\"onload")
                .doesNotContain("broken <i>")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("a&quot;onload=&quot;b &amp; c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"learning-curves", "confusion-matrix", "mistakes", "predictions", "augmentation"})
    void aPictureLiesBesideThePageAndIsNotBlank(String name) throws Exception {
        page(FinishedRun.of("cats", "dogs"));

        BufferedImage picture = ImageIO.read(folder.resolve(name + ".png").toFile());

        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y += 3) {
            for (int x = 0; x < picture.getWidth(); x += 3) {
                colours.add(picture.getRGB(x, y));
            }
        }
        assertThat(colours).hasSizeGreaterThan(5);
    }

    @Test
    void aRunWithoutTestPicturesAndEpochsHasAPageToo() throws Exception {
        FinishedRun run = FinishedRun.of("cats", "dogs");
        TrainedModel model = run.model();
        TrainingReport report = FinishedRun.report(model.labels(), 0, 0);
        FinishedRun bare = run.with(report).untested();

        assertThat(page(bare)).contains("There were no epochs.").contains("No pictures were left for a test.");
        assertThat(folder.resolve("predictions.png")).doesNotExist();
    }

    @Test
    void aPictureThatIsGoneSinceIsLeftOut() throws Exception {
        FinishedRun run = FinishedRun.of("cats", "dogs").withUnreadablePictures();

        assertThat(page(run))
                .contains("<h2>Confusion matrix</h2>")
                .contains("No training picture can be read any more");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void anyNumberOfEpochsCanBeDrawn(int epochs) throws Exception {
        FinishedRun run = FinishedRun.of("cats", "dogs");

        page(run.with(FinishedRun.report(List.of("cats", "dogs"), epochs, epochs)));

        assertThat(folder.resolve("learning-curves.png")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 60, 61, 1000})
    void aConfusionMatrixOfAnySizeIsDrawnInBounds(int classes) {
        List<String> labels =
                IntStream.range(0, classes).mapToObj(label -> "class " + label).toList();

        BufferedImage picture = ConfusionPicture.draw(ConfusionMatrix.of(labels, List.of()));

        assertThat(picture.getWidth()).isBetween(300, 3000);
    }

    private String page(FinishedRun run) throws Exception {
        ResultFiles.write(run.model(), run.dataset(), Map.of("rotation", "0.2"), folder);
        return Files.readString(folder.resolve(ResultFiles.PAGE));
    }
}
