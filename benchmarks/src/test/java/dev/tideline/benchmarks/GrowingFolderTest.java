package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFolderTest {
    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void fill() throws IOException {
        data = folder.resolve("pets");
        for (String classFolder : List.of("train/cats", "train/dogs", "validation/cats", "validation/dogs")) {
            Files.createDirectories(data.resolve(classFolder));
            for (int i = 0; i < 10; i++) {
                Files.writeString(data.resolve(classFolder).resolve(i + ".jpg"), classFolder + i);
            }
        }
    }

    @Test
    void soManyTrainingPicturesComeLaterAlikeFromEveryClass() throws Exception {
        GrowingFolder folders = GrowingFolder.link(data, folder.resolve("links"), 4);

        List<String> before = files(folders.before());
        List<String> after = files(folders.after());
        List<String> later = new ArrayList<>(after);
        later.removeAll(before);
        assertThat(after).hasSize(40).containsAll(before);
        assertThat(later).hasSize(4);
        assertThat(later.stream().filter(file -> file.startsWith("train/cats"))).hasSize(2);
        assertThat(later.stream().filter(file -> file.startsWith("train/dogs"))).hasSize(2);
        assertThat(folders.before().resolve("train/dogs/0.jpg")).hasContent("train/dogs0");
    }

    @Test
    void morePicturesThanThereAreCannotComeLater() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GrowingFolder.link(data, folder.resolve("links"), 20))
                .withMessageContaining("has 20 pictures");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
