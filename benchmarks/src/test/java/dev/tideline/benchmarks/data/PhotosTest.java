package dev.tideline.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tideline.benchmarks.data.Photos.Photo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotosTest {
    @TempDir
    private Path data;

    @BeforeEach
    void fill() throws IOException {
        for (String folder : List.of("pets/train/dogs", "pets/train/cats", "more/cats")) {
            Files.createDirectories(data.resolve(folder));
            for (int i = 0; i < 10; i++) {
                Files.writeString(data.resolve(folder).resolve(i + ".jpg"), folder + i);
            }
        }
    }

    @Test
    void photosOfAllFoldersAreMixedInTheSameOrderEveryTime() throws Exception {
        Photos photos = Photos.find(data, List.of("pets/train", "more"));

        assertThat(photos.all()).hasSize(30).doesNotHaveDuplicates();
        assertThat(photos).isEqualTo(Photos.find(data, List.of("pets/train", "more")));
        assertThat(photos.from(0, 10)).extracting(Photo::label).contains("cats", "dogs");
        assertThat(photos.labels()).containsExactly("cats", "dogs");
    }

    @Test
    void aPhotoIsWhatItsFolderSays() throws Exception {
        assertThat(Photos.find(data, List.of("pets/train")).all())
                .allSatisfy(photo -> assertThat(new String(photo.read())).startsWith("pets/train/" + photo.label()));
    }

    @Test
    void thereAreNoMoreThanThereAre() throws Exception {
        Photos photos = Photos.find(data, List.of("more"));

        assertThat(photos.from(8, 5)).isEqualTo(photos.all().subList(8, 10));
        assertThat(photos.from(10, 5)).isEmpty();
    }

    @Test
    void aFolderWithoutPhotosIsNamed() throws Exception {
        Files.createDirectories(data.resolve("empty"));

        assertThatIOException()
                .isThrownBy(() -> Photos.find(data, List.of("empty")))
                .withMessageContaining("empty");
    }
}
