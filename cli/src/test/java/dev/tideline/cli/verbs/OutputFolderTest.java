package dev.tideline.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    private static final Path DATA = Path.of("pets");

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("deep").resolve("out");
    }

    @Test
    void aFolderThatIsFilledAppearsWhole() throws Exception {
        fill("model.json", "new");

        assertThat(folder.resolve("model.json")).hasContent("new");
        assertThat(folder.getParent()).isDirectoryNotContaining(path -> !path.equals(folder));
    }

    @Test
    void anEarlierRunIsReplacedAltogether() throws Exception {
        fill("mistakes.png", "old");

        fill("model.json", "new");

        assertThat(folder).isDirectoryNotContaining("glob:**mistakes.png");
        assertThat(folder.resolve("model.json")).hasContent("new");
    }

    @Test
    void aFillingThatFailsLeavesTheFolderAsItWas() throws Exception {
        fill("model.json", "old");
        OutputFolder output = OutputFolder.claim(folder, DATA);

        assertThatThrownBy(() -> output.fill(partial -> {
                    Files.writeString(partial.resolve("model.json"), "half");
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");

        assertThat(folder.resolve("model.json")).hasContent("old");
        assertThat(folder.getParent()).isDirectoryNotContaining(path -> !path.equals(folder));
    }

    @Test
    void aFolderWithOtherThingsInItIsRefused() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thesis.tex"), "years of work");

        assertThatThrownBy(() -> OutputFolder.claim(folder, DATA))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("thesis.tex")
                .hasMessageContaining("--output");
    }

    @Test
    void aFileIsRefused() throws Exception {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file");

        assertThatThrownBy(() -> OutputFolder.claim(folder, DATA)).hasMessageContaining("is a file");
    }

    @Test
    void aFolderAmongThePicturesIsRefused() {
        assertThatThrownBy(() -> OutputFolder.claim(folder, parent)).hasMessageContaining("class");
    }

    private void fill(String file, String content) throws IOException {
        Path written =
                OutputFolder.claim(folder, DATA).fill(partial -> Files.writeString(partial.resolve(file), content));
        assertThat(written).doesNotExist();
    }
}
