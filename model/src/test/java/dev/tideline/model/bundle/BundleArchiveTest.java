package dev.tideline.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleArchiveTest {
    private static final ModelSpec SPEC = new ModelSpec(
            "pets",
            1,
            List.of("cats", "dogs"),
            ModelSpec.Input.uint8(160, 160),
            ModelSpec.Output.SIGMOID,
            ModelSpec.DEFAULT_SIGNATURE,
            Map.of("a", "1", "b", "2", "c", "3"),
            Map.of());

    @TempDir
    private Path temporary;

    @Test
    void aBundleComesOutAsItWentInWithoutWhatLiesBesideIt() throws Exception {
        ModelBundle bundle = bundle("in");
        Files.writeString(bundle.folder().resolve("report.html"), "curves");

        BundleArchive archive = BundleArchive.pack(bundle, temporary.resolve("bundle.zip"));
        ModelBundle unpacked = archive.unpack(temporary.resolve("out/pets-1"));

        assertThat(unpacked).isEqualTo(new ModelBundle(temporary.resolve("out/pets-1"), SPEC));
        assertThat(unpacked.folder().resolve("variables/variables.index")).hasContent("index");
        assertThat(unpacked.folder().resolve("report.html")).doesNotExist();
        assertThat(archive).isEqualTo(BundleArchive.of(archive.file()));
        assertThat(archive.length()).isEqualTo(Files.size(archive.file()));
        assertThat(archive.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void theSameBundleHasTheSameDigestWhereverAndWheneverItIsPacked() throws Exception {
        ModelBundle first = bundle("first");
        ModelBundle second = bundle("second");
        Files.setLastModifiedTime(second.folder().resolve("saved_model.pb"), FileTime.fromMillis(1));

        assertThat(BundleArchive.pack(second, temporary.resolve("2.zip")).sha256())
                .isEqualTo(BundleArchive.pack(first, temporary.resolve("1.zip")).sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/tmp/evil", "..\\evil", "."})
    void anEntryThatReachesOutOfTheFolderIsRefused(String name) throws Exception {
        BundleArchive archive = zip(name, "x");

        assertThatThrownBy(() -> archive.unpack(temporary.resolve("out")))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining(archive.file().toString())
                .hasMessageContaining(name);
        assertNothingIsLeft();
    }

    @Test
    void anArchiveThatUnpacksToTooMuchIsRefused() throws Exception {
        BundleArchive archive = zip("saved_model.pb", "x".repeat(100_000));

        assertThatThrownBy(() -> archive.unpack(temporary.resolve("out"), new UnpackLimits(99_999, 10)))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining("more than 99999 bytes");
        assertThatThrownBy(() -> archive.unpack(temporary.resolve("out"), new UnpackLimits(1 << 20, 0)))
                .isInstanceOf(InvalidBundleException.class)
                .hasMessageContaining("more than 0 files");
        assertNothingIsLeft();
    }

    @Test
    void aDamagedArchiveIsRefusedAndLeavesNothing() throws Exception {
        byte[] whole = Files.readAllBytes(
                BundleArchive.pack(bundle("in"), temporary.resolve("whole.zip")).file());
        Path damaged = temporary.resolve("damaged.zip");

        for (int length : new int[] {0, 10, 45, 60, whole.length / 2}) {
            Files.write(damaged, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> BundleArchive.of(damaged).unpack(temporary.resolve("out")))
                    .as("cut after %d of %d bytes", length, whole.length)
                    .isInstanceOf(InvalidBundleException.class);
        }
        whole[80] ^= 1;
        Files.write(damaged, whole);
        assertThatThrownBy(() -> BundleArchive.of(damaged).unpack(temporary.resolve("out")))
                .isInstanceOf(InvalidBundleException.class);
        assertNothingIsLeft();
    }

    @Test
    void aFolderThatExistsIsLeftAlone() throws Exception {
        BundleArchive archive = BundleArchive.pack(bundle("in"), temporary.resolve("bundle.zip"));

        assertThatThrownBy(() -> archive.unpack(temporary.resolve("in")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(ModelBundle.read(temporary.resolve("in")).spec()).isEqualTo(SPEC);
    }

    private ModelBundle bundle(String name) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(name));
        Files.createDirectories(folder.resolve("variables"));
        Files.writeString(folder.resolve("saved_model.pb"), "graph");
        Files.writeString(folder.resolve("variables/variables.index"), "index");
        return ModelBundle.write(folder, SPEC);
    }

    private BundleArchive zip(String name, String content) throws IOException {
        Path file = temporary.resolve("made.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes());
        }
        return BundleArchive.of(file);
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().matches("out|evil|\\.unpacking.*"));
        }
    }
}
