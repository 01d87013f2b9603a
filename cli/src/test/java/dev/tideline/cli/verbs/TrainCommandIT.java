package dev.tideline.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.cli.TidelineCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path data;
    private Path output;

    @BeforeEach
    void draw() throws Exception {
        data = folder.resolve("pets");
        output = folder.resolve("trained");
        ColouredPictures.write(data.resolve("train"), List.of("cats", "dogs"), 12);
        ColouredPictures.write(data.resolve("validation"), List.of("cats", "dogs"), 24);
    }

    @Test
    void aRunGivesAModelThatPredictServesAReportAndFigures() throws Exception {
        Path figures = folder.resolve("figures.json");
        Files.writeString(data.resolve("train/cats/empty.png"), "");

        assertThat(quickly("--report", figures.toString())).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("1 unreadable, left out:", "train/cats/empty.png")
                .contains("initial loss:", "Epoch 1/1", "Epoch 2/2", "val_accuracy:", "Test accuracy:")
                .contains("MobileNetV2, 154 layers")
                .contains("./tideline predict --model " + output);
        assertThat(output.resolve("report.html")).content().contains("cats", "dogs", "Worst mistakes");
        assertThat(output).isDirectoryContaining("glob:**learning-curves.png");
        JsonNode json = new ObjectMapper().readTree(figures.toFile());
        assertThat(json.get("layers").intValue()).isEqualTo(154);
        assertThat(json.get("epochs")).hasSize(2);

        String picture = data.resolve("validation/dogs/0.png").toString();
        assertThat(run("predict", "--model", output.toString(), picture)).isZero();
        assertThat(out.toString()).contains(picture + ": ");
    }

    @Test
    void theSummaryNamesEveryLayer() {
        assertThat(quickly("--summary")).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("block_16_project_BN (BatchNormalization)")
                .contains("dense (Dense)");
    }

    @Test
    void aFailedRunNamesTheClassAndLeavesNothing() throws Exception {
        Path unreadable = folder.resolve("unreadable");
        ColouredPictures.write(unreadable, List.of("cats"), 20);
        Files.createDirectories(unreadable.resolve("dogs"));
        for (int i = 0; i < 20; i++) {
            Files.writeString(unreadable.resolve("dogs/" + i + ".png"), "no picture");
        }
        data = unreadable;

        assertThat(quickly()).isEqualTo(1);

        assertThat(err.toString()).contains("dogs").doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(folder).isDirectoryNotContaining("glob:**/*trained*");
    }

    @Test
    void figuresThatCannotBeWrittenDoNotCostTheModel() {
        String tooLong = "f".repeat(300) + ".json";

        assertThat(quickly("--report=" + folder.resolve(tooLong))).isEqualTo(1);

        assertThat(err.toString())
                .contains("The model is whole, but the figures (--report) could not be written", tooLong)
                .doesNotContain("Exception");
        assertThat(output.resolve("model.json")).exists();
    }

    @Test
    void aWeightsFileThatIsCutShortIsNamedAndNothingIsLeft() throws Exception {
        Path weights = folder.resolve("cut.h5");
        Files.write(weights, new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0, 0});

        assertThat(quickly("--weights=" + weights)).isEqualTo(1);

        assertThat(err.toString()).contains(weights.toString(), "cut short", "fetch it again");
        assertThat(output).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--epochs=many",
                "--epochs=-1",
                "--dropout=2",
                "--precision=float64",
                "--image-size=31",
                "--weights=nowhere.h5",
                "--data=nowhere",
                "--report=no/such/folder/report.json",
                "--config=nowhere.properties",
                "-Dtrainer.epoch=1",
                "--no-such-flag",
                "extra"
            })
    void wrongUsageExitsWithTwoAndSaysWhatIsWrong(String argument) {
        List<String> arguments = new ArrayList<>(List.of("train", "--output", output.toString()));
        if (!argument.startsWith("--data")) {
            arguments.addAll(List.of("--data", data.toString()));
        }
        if (!argument.startsWith("--weights")) {
            arguments.addAll(List.of("--weights", "none"));
        }
        arguments.add(argument);

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);

        String wrong = argument.replaceFirst("^.*=", "");
        assertThat(err.toString())
                .contains(wrong.equals("1") ? "trainer.epoch" : wrong)
                .doesNotContain("\tat ");
        assertThat(output).doesNotExist();
    }

    @Test
    void noDataIsWrongUsage() {
        assertThat(run("train")).isEqualTo(2);
        assertThat(err.toString()).contains("--data");
    }

    private int quickly(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--data=" + data,
                "--output=" + output,
                "--width=0.35",
                "--image-size=32",
                "--batch-size=8",
                "--epochs=1",
                "--fine-tune-epochs=1",
                "--cache=none"));
        arguments.addAll(List.of(more));
        if (!String.join(" ", more).contains("--weights")) {
            arguments.add("--weights=none");
        }
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandLine command =
                TidelineCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
