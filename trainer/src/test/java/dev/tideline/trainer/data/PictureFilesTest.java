package dev.tideline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {
    @TempDir
    private Path folder;

    private Path cats;
    private Path dogs;

    @BeforeEach
    void create() throws Exception {
        cats = Files.createDirectories(folder.resolve("cats"));
        dogs = Files.createDirectories(folder.resolve("dogs"));
        Files.createFile(cats.resolve("cat.jpg"));
        Files.createFile(dogs.resolve("dog.JPEG"));
    }

    @Test
    void whatLiesDeeperBelongsToTheFolder() throws Exception {
        Path deep = Files.createDirectories(cats.resolve("siamese/old"));
        Files.createFile(deep.resolve("scan.png"));
        Files.createFile(deep.resolve("notes.txt"));

        assertThat(found(cats)).containsExactlyInAnyOrder(cats.resolve("cat.jpg"), deep.resolve("scan.png"));
    }

    @Test
    void aLinkUpwardsDoesNotMixTheClasses() throws Exception {
        Files.createSymbolicLink(cats.resolve("all"), folder);

        assertThat(found(cats)).containsExactly(cats.resolve("cat.jpg"));
    }

    @Test
    void aLinkInACircleEnds() throws Exception {
        Files.createSymbolicLink(cats.resolve("again"), cats);

        assertThat(found(cats)).containsExactly(cats.resolve("cat.jpg"));
    }

    @Test
    void aLinkedFolderIsRead() throws Exception {
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), dogs);

        assertThat(found(linked)).containsExactly(linked.resolve("dog.JPEG"));
    }

    private static List<Path> found(Path folder) throws Exception {
        List<Path> found = new ArrayList<>();
        PictureFiles.walk(folder, new PictureFiles.Finds() {
            @Override
            public void picture(Path file) {
                found.add(file);
            }

            @Override
            public void fault(Path path, String reason) {
                assertThat(path).isSymbolicLink();
                assertThat(reason).contains("link to a folder that it lies in");
            }
        });
        return found;
    }
}
