package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {
    @TempDir
    Path folder;

    private final List<String> files = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    @Test
    void filesComeInTheOrderOfTheirNamesFolderByFolder() throws Exception {
        for (String name : List.of("b/2.jpg", "b/1.jpg", "a/z.jpg", "c.jpg")) {
            touch(name);
        }

        walk();

        assertThat(files).containsExactly("a/z.jpg", "b/1.jpg", "b/2.jpg", "c.jpg");
        assertThat(unreadable).isEmpty();
    }

    @Test
    void aLinkToAFolderAboveEndsInsteadOfTurningForEver() throws Exception {
        touch("a/1.jpg");
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);

        walk();

        assertThat(files).containsExactly("a/1.jpg");
        assertThat(unreadable).containsExactly("a/loop: is a link back to a folder above it");
    }

    @Test
    void aLinkToAFolderElsewhereIsFollowed(@TempDir Path elsewhere) throws Exception {
        Files.createFile(elsewhere.resolve("1.jpg"));
        Files.createSymbolicLink(folder.resolve("linked"), elsewhere);

        walk();

        assertThat(files).containsExactly("linked/1.jpg");
    }

    private void touch(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private void walk() {
        FolderWalk.of(folder, new FolderWalk.Visitor() {
            @Override
            public void file(Path file) {
                files.add(folder.relativize(file).toString());
            }

            @Override
            public void unreadable(Path folderBelow, String why) {
                unreadable.add(folder.relativize(folderBelow) + ": " + why);
            }
        });
    }
}
