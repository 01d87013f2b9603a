package dev.tideline.benchmarks.shift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.benchmarks.data.Photos;
import dev.tideline.benchmarks.process.Workplace;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and a real network, all of them small, on drawings. */
class ScenarioIT {
    private static final ShiftPlan PLAN = new ShiftPlan(60, 10, 20, Alteration.INVERTED, 0.5);
    private static final int FILES = 120;
    private static final int HELD_OUT = 8;

    @TempDir
    private Path folder;

    @Test
    void everyPhotoOfTheStreamIsAnsweredOnceByAVersionThatWasExaminedOnBothKinds() throws Exception {
        Photos photos = drawn();
        Photos heldOut = new Photos(photos.from(FILES - HELD_OUT, HELD_OUT));
        List<String> told = new ArrayList<>();
        try (Workplace workplace = Workplace.open()) {
            Services services = Services.start(workplace, SETTINGS);
            try (Exam exam = Exam.open(services, workplace.resolve("exam"), heldOut, PLAN.alteration());
                    Scenario scenario =
                            new Scenario(services, PLAN, new Supply(photos, PLAN.alteration()), told::add)) {
                scenario.run();

                assertThat(scenario.answers())
                        .extracting(Answer::number)
                        .containsExactlyElementsOf(
                                IntStream.range(0, PLAN.streamed()).boxed().toList());
                assertThat(scenario.answers())
                        .filteredOn(answer -> answer.kind() == Kind.ALTERED)
                        .hasSize(10);
                assertThat(scenario.runs().get(0).reason()).isEqualTo("request");
                SortedMap<Integer, Map<Kind, Share>> marks = exam.marks(scenario.newestProduction());
                assertThat(marks.keySet())
                        .containsAll(
                                scenario.answers().stream().map(Answer::version).toList());
                assertThat(marks.get(1).values())
                        .allSatisfy(share -> assertThat(share.answers()).isEqualTo(HELD_OUT));
                assertThat(told).anyMatch(line -> line.startsWith("version 1: The first version"));
            }
        }
    }

    private static final Map<String, String> SETTINGS = Map.of(
            "trainer.weights", "none",
            "trainer.width", "0.35",
            "trainer.input.size", "32",
            "trainer.epochs", "1",
            "trainer.fine.tuning.epochs", "1",
            "trainer.min.labels", "1000",
            "trainer.cool.down", "0s");

    /** Bright ones and dark ones, no two alike. */
    private Photos drawn() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < FILES; i++) {
            boolean bright = i % 2 == 0;
            Path file = Files.createDirectories(folder.resolve(bright ? "bright" : "dark"))
                    .resolve(i + ".jpg");
            BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(bright ? Color.WHITE : Color.DARK_GRAY);
            graphics.fillRect(0, 0, 40, 40);
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(30), random.nextInt(30), 10, 10);
            graphics.dispose();
            ImageIO.write(image, "jpeg", file.toFile());
        }
        return Photos.find(folder, List.of("."));
    }
}
