package dev.tideline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDatasetTest {
    private static final Split SPLIT = new Split(0.2, 0.1);

    @TempDir
    private Path folder;

    @Test
    void aFifthOfTheValidationBatchesIsForTesting() throws Exception {
        fill("train", 10);
        fill("validation", 25);

        Dataset dataset = FolderDataset.read(folder, SPLIT, 4, 1);

        // 50 pictures are 13 batches of 4, and a fifth of those is 2.
        assertThat(dataset.labels()).containsExactly("cats", "dogs");
        assertThat(dataset.train()).hasSize(20);
        assertThat(dataset.test()).hasSize(8);
        assertThat(dataset.validation()).hasSize(42).doesNotContainAnyElementsOf(dataset.test());
        assertThat(dataset.train().get(0).id()).isEqualTo("train/cats/0.jpg");
    }

    @Test
    void theSameSeedDrawsTheSameTestPictures() throws Exception {
        fill("train", 10);
        fill("validation", 25);

        List<String> test = ids(FolderDataset.read(folder, SPLIT, 4, 1).test());

        assertThat(ids(FolderDataset.read(folder, SPLIT, 4, 1).test())).isEqualTo(test);
        assertThat(ids(FolderDataset.read(folder, SPLIT, 4, 2).test())).isNotEqualTo(test);
    }

    @Test
    void withoutAValidationFolderAPicturesContentDecidesItsPart() throws Exception {
        fill(".", 200);
        Map<Part, List<String>> before = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            before.put(part, contents(read().part(part)));
        }
        Files.move(folder.resolve("cats"), folder.resolve("felines"));
        for (int i = 0; i < 200; i++) {
            Path file = folder.resolve("felines/" + i + ".jpg");
            Files.move(file, file.resolveSibling("renamed-" + i + ".jpg"), StandardCopyOption.ATOMIC_MOVE);
        }

        Dataset after = read();

        for (Part part : Part.values()) {
            assertThat(contents(after.part(part))).isNotEmpty().containsExactlyInAnyOrderElementsOf(before.get(part));
        }
    }

    @Test
    void copiesOfAPictureAreNotHeldOutFromEachOther() throws Exception {
        fill(".", 100);
        for (int i = 0; i < 100; i++) {
            Files.copy(folder.resolve("cats/" + i + ".jpg"), folder.resolve("cats/copy-of-" + i + ".jpg"));
        }

        Dataset dataset = read();

        assertThat(contents(dataset.train()))
                .doesNotContainAnyElementsOf(contents(dataset.validation()))
                .doesNotContainAnyElementsOf(contents(dataset.test()));
    }

    @Test
    void aLinkToNothingIsListedWithItsReason() throws Exception {
        fill(".", 20);
        Files.createSymbolicLink(folder.resolve("cats/gone.jpg"), folder.resolve("nowhere"));

        assertThatThrownBy(example("cats/gone.jpg").picture()::read)
                .isInstanceOf(IOException.class)
                .hasMessage("it is a link to nothing");
    }

    @Test
    void aLinkInACircleIsListedAndNotFollowed() throws Exception {
        fill(".", 20);
        Files.createSymbolicLink(folder.resolve("cats/again"), folder.resolve("cats"));
        Files.createSymbolicLink(folder.resolve("cats/all"), folder);

        assertThat(all()).hasSize(42);
        for (String link : List.of("cats/again", "cats/all")) {
            assertThatThrownBy(example(link).picture()::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("link to a folder that it lies in");
        }
    }

    @Test
    void aClassThatIsALinkToTheWholeIsRefused() throws Exception {
        fill(".", 20);
        Files.createSymbolicLink(folder.resolve("everything"), folder);

        assertThatThrownBy(this::read)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(folder.resolve("everything").toString())
                .hasMessageContaining("Remove the link");
    }

    @Test
    void aFolderNamedLikeAPictureIsAFolder() throws Exception {
        fill(".", 20);
        Files.createDirectories(folder.resolve("cats/album.jpg"));
        Files.write(folder.resolve("cats/album.jpg/inside.png"), new byte[] {1});

        assertThat(ids(all())).contains("cats/album.jpg/inside.png").doesNotContain("cats/album.jpg");
    }

    @Test
    void whatIsNoOrdinaryFileIsNotOpened() throws Exception {
        fill(".", 20);
        Path link = Files.createSymbolicLink(folder.resolve("cats/endless.png"), Path.of("/dev/zero"));
        PictureSource endless = example("cats/endless.png").picture();
        Files.delete(link);

        assertThatThrownBy(endless::read).hasMessage("it is no ordinary file");
    }

    @Test
    void aFileLargerThanAnyPictureIsNotLoaded() throws Exception {
        fill(".", 20);
        try (var file = new RandomAccessFile(folder.resolve("cats/film.jpg").toFile(), "rw")) {
            file.setLength(1L << 33);
        }

        assertThatThrownBy(example("cats/film.jpg").picture()::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("8589934592 bytes");
    }

    @Test
    void aFolderThatMayNotBeReadIsListedUnlessTheSuperuserAsks() throws Exception {
        List<String> reasons = new ArrayList<>();
        PictureFiles.Finds finds = new PictureFiles.Finds() {
            @Override
            public void picture(Path file) {}

            @Override
            public void fault(Path path, String reason) {
                reasons.add(path.getFileName() + ": " + reason);
            }
        };
        fill(".", 1);
        Path secret = Files.createDirectories(folder.resolve("cats/secret"));
        Files.setPosixFilePermissions(secret, Set.of());
        boolean superuser = Files.isReadable(secret);
        try {
            PictureFiles.walk(folder.resolve("cats"), finds);
        } finally {
            Files.setPosixFilePermissions(secret, Set.of(PosixFilePermission.values()));
        }
        assertThat(reasons).isEqualTo(superuser ? List.of() : List.of("secret: this user may not read it"));
    }

    @Test
    void aClassFolderWithoutPicturesIsNamed() throws Exception {
        fill(".", 20);
        Files.createDirectories(folder.resolve("birds"));
        Files.writeString(folder.resolve("birds/readme.txt"), "later");

        assertThatThrownBy(this::read)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(folder.resolve("birds") + " has no picture");
    }

    @Test
    void aClassWithTooFewPicturesIsNamed() throws Exception {
        Split mostlyTest = new Split(0.0, 0.99);
        Files.createDirectories(folder.resolve("cats"));
        fill(".", 3);

        assertThatThrownBy(() -> FolderDataset.read(folder, mostlyTest, 32, 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("too few pictures");
    }

    @Test
    void oneClassIsNothingToTellApart() throws Exception {
        Files.createDirectories(folder.resolve("cats"));
        Files.write(folder.resolve("cats/0.jpg"), new byte[] {0});

        assertThatThrownBy(this::read).isInstanceOf(DatasetException.class).hasMessageContaining("at least two");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> FolderDataset.read(folder.resolve("absent"), SPLIT, 32, 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("absent");
    }

    private Dataset read() throws IOException {
        return FolderDataset.read(folder, SPLIT, 32, 1);
    }

    private List<Example> all() throws IOException {
        Dataset dataset = read();
        return Stream.of(Part.values())
                .flatMap(part -> dataset.part(part).stream())
                .toList();
    }

    private Example example(String id) throws IOException {
        return all().stream()
                .filter(example -> example.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Cats and dogs, {@code each} of them; their content is their name. */
    private void fill(String part, int each) throws IOException {
        for (String label : List.of("cats", "dogs")) {
            Path classFolder = Files.createDirectories(folder.resolve(part).resolve(label));
            for (int i = 0; i < each; i++) {
                Files.writeString(classFolder.resolve(i + ".jpg"), label + " " + i);
            }
        }
    }

    private static List<String> ids(List<Example> examples) {
        return examples.stream().map(Example::id).toList();
    }

    private static List<String> contents(List<Example> examples) throws IOException {
        List<String> contents = new ArrayList<>();
        for (Example example : examples) {
            contents.add(new String(example.picture().read(), StandardCharsets.UTF_8));
        }
        return contents;
    }
}
