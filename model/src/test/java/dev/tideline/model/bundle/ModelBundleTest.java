package dev.tideline.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelBundleTest {
    private static final String HUB_MODEL =
            """
            {"name": "hub", "labels": ["cat", "dog", "crane", "crane"],
             "input": {"height": 224, "width": 192, "type": "float32", "scale": 0.00392156862745098},
             "output": "logits"}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aSavedModelIsThere() throws IOException {
        Files.writeString(folder.resolve("saved_model.pb"), "graph");
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        ModelSpec spec = new ModelSpec(
                "pets",
                7,
                List.of("cats", "dogs"),
                ModelSpec.Input.uint8(160, 160),
                ModelSpec.Output.SIGMOID,
                "serving_default",
                Map.of("weights", "imagenet", "parent_version", "6"),
                Map.of("holdout_accuracy", 0.98));

        ModelBundle written = ModelBundle.write(folder, spec);

        assertThat(ModelBundle.read(folder)).isEqualTo(written).isEqualTo(new ModelBundle(folder, spec));
    }

    @Test
    void aHubClassifierNeedsOnlyWhatIsItsOwn() throws Exception {
        ModelSpec spec = readSpec(HUB_MODEL);

        assertThat(spec.input()).isEqualTo(new ModelSpec.Input(224, 192, ModelSpec.PixelType.FLOAT32, 1 / 255.0, 0));
        assertThat(spec.output()).isEqualTo(ModelSpec.Output.LOGITS);
        assertThat(spec.signature()).isEqualTo("serving_default");
        assertThat(spec.version()).isZero();
        assertThat(spec.lineage()).isEmpty();
        assertThat(spec.metrics()).isEmpty();
    }

    @Test
    void keysOfANewerWriterAreTolerated() throws Exception {
        assertThat(readSpec(HUB_MODEL.replace("\"name\"", "\"calibration\": {\"a\": 1}, \"name\""))
                        .name())
                .isEqualTo("hub");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"name\": \"hub\",           |                      | has no 'name'",
                "\"hub\"                      | 12                   | 'name' is a string, not 12",
                "\"hub\"                      | \"a/b\"              | name has up to 100 letters",
                "[\"cat\", \"dog\", \"crane\", \"crane\"] | []       | at least one label",
                "[\"cat\", \"dog\", \"crane\", \"crane\"] | [1]      | 'labels' is a list of strings, but holds 1",
                "\"labels\"                   | \"classes\"          | has no 'labels'",
                "\"height\": 224              | \"height\": 1.5      | 'input.height' is a whole number, not 1.5",
                "\"width\": 192               | \"width\": 0         | input height and width are in pixels",
                "float32                      | int4                 | 'input.type' is one of uint8, float32, not \"int4\"",
                "float32                      | uint8                | input scale and offset are for FLOAT32",
                "logits                       | logit                | 'output' is one of sigmoid, softmax, logits",
                "logits                       | sigmoid              | two labels for the output SIGMOID, not 4",
                "\"output\"                   | \"metrics\": {\"a\": \"b\"}, \"output\" | 'metrics.a' is a number",
                "{\"name\"                    | {name                | is not JSON",
            })
    void aWrongModelJsonSaysWhichKeyIsWrong(String part, String replacement, String message) {
        String wrong = HUB_MODEL.replace(part, replacement == null ? "" : replacement);
        assertThat(wrong).isNotEqualTo(HUB_MODEL);

        assertThatThrownBy(() -> readSpec(wrong))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining(folder.resolve("model.json").toString())
                .hasMessageContaining(message);
    }

    @Test
    void aFolderWithoutItsFilesIsNamed() throws Exception {
        assertThatThrownBy(() -> ModelBundle.read(folder))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining(folder + " has no model.json");

        Files.delete(folder.resolve("saved_model.pb"));
        assertThatThrownBy(() -> ModelBundle.read(folder))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining(folder + " is not a model");
    }

    private ModelSpec readSpec(String json) throws IOException {
        Files.writeString(folder.resolve("model.json"), json);
        return ModelBundle.read(folder).spec();
    }
}
