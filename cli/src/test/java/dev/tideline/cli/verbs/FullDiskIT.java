package dev.tideline.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.cli.TidelineCommand;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.schemas.testing.FullDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskIT {
    /** Enough for the log and for a picture's features, too little for those of all pictures, or for a network. */
    private static final int KILOBYTES = 256;

    @TempDir
    private Path folder;

    private Path data;
    private Path output;
    private Path cache;

    /** TensorFlow's library is unpacked at first use, which must not be where the disk is full. */
    @BeforeAll
    static void unpack() {
        TensorFlowRuntime.load();
    }

    @BeforeEach
    void draw() throws IOException {
        data = folder.resolve("pets");
        output = folder.resolve("results/trained");
        cache = folder.resolve("cache");
        ColouredPictures.write(data.resolve("train"), List.of("cats", "dogs"), 16);
        ColouredPictures.write(data.resolve("validation"), List.of("cats", "dogs"), 8);
    }

    @Test
    void aDiskThatIsTooSmallForTheFeaturesEndsTheRunWithItsFolderAndARemedy() throws Exception {
        FullDisk.Outcome outcome = train("-Dtrainer.exact=false");
        assertThat(outcome.exitCode()).as(outcome.screen()).isEqualTo(1);
        assertThat(outcome.screen())
                .contains("Training stopped: The working file " + cache, "too large", "in " + cache, "--cache")
                .doesNotContain("\tat ");
        assertThat(files(output.getParent())).isEmpty();
        // There was room for single pictures' features, which the next run finds.
        assertThat(files(cache)).isNotEmpty().allMatch(file -> file.endsWith(".features"));
    }

    @Test
    void aDiskThatIsTooSmallForTheModelLeavesTheOutputFolderAsItWas() throws Exception {
        Files.createDirectories(output);
        Files.writeString(output.resolve("model.json"), "an earlier run's");
        Path figures = folder.resolve("figures.json");

        FullDisk.Outcome outcome = train("--exact", "--report=" + figures);

        assertThat(outcome.exitCode()).as(outcome.screen()).isEqualTo(1);
        assertThat(outcome.screen())
                .contains("could not be written", "too large", output.toString(), "--output")
                .doesNotContain("\tat ");
        assertThat(files(output.getParent())).containsExactly("trained/model.json");
        assertThat(output.resolve("model.json")).hasContent("an earlier run's");
        assertThat(figures).doesNotExist();
    }

    private FullDisk.Outcome train(String... more) throws Exception {
        List<String> java = new ArrayList<>(List.of(
                // As people run it: the tests' own configuration would log to the screen.
                "-Dlogback.configurationFile=logback.xml",
                TidelineCommand.class.getName(),
                "train",
                "--data=" + data,
                "--output=" + output,
                "--weights=none",
                "--width=0.35",
                "--image-size=32",
                "--batch-size=8",
                "--epochs=1",
                "--fine-tune-epochs=1",
                "--cache=" + cache));
        java.addAll(List.of(more));
        return FullDisk.run(
                KILOBYTES, Map.of("TIDELINE_LOG", folder.resolve("train.log").toString()), java);
    }

    private static List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
