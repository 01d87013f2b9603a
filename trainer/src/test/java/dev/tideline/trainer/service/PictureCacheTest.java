package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCacheTest {
    private static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);
    private static final String DIGEST = PictureCache.digest(PICTURE);

    @TempDir
    private Path folder;

    private PictureCache cache;

    @BeforeEach
    void create() {
        cache = new PictureCache(folder);
    }

    @Test
    void whatWasKeptIsReadBack() throws IOException {
        cache.put(DIGEST, PICTURE);

        assertThat(cache.read(DIGEST)).contains(PICTURE);
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatWasRemovedIsGone() throws IOException {
        cache.put(DIGEST, PICTURE);
        cache.remove(DIGEST);

        assertThat(cache.read(DIGEST)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatADeadProgramLeftHalfWrittenGoesWithItsPicture() throws IOException {
        cache.put(DIGEST, PICTURE);
        Files.write(files().get(0).resolveSibling(DIGEST + "123.tmp"), PICTURE);
        cache.remove(DIGEST);

        assertThat(files()).isEmpty();
    }

    @Test
    void aPictureThatIsRemovedWhileItIsKeptIsNotKept() throws Exception {
        AtomicBoolean kept = new AtomicBoolean();
        Thread removing = new Thread(() -> removeUntil(kept));
        removing.start();
        for (int i = 0; i < 2_000; i++) {
            cache.put(DIGEST, PICTURE);
        }
        kept.set(true);
        removing.join();

        cache.put(DIGEST, PICTURE);
        assertThat(cache.read(DIGEST)).contains(PICTURE);
    }

    private void removeUntil(AtomicBoolean done) {
        try {
            while (!done.get()) {
                cache.remove(DIGEST);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyWhatIsRetainedStays() throws IOException {
        byte[] other = "another picture".getBytes(StandardCharsets.UTF_8);
        cache.put(DIGEST, PICTURE);
        cache.put(PictureCache.digest(other), other);
        Files.write(files().get(0).resolveSibling(DIGEST + "123.tmp"), PICTURE);
        cache.retainOnly(Set.of(DIGEST));

        assertThat(cache.read(DIGEST)).contains(PICTURE);
        assertThat(files()).hasSize(1);
    }

    @Test
    void aDamagedFileCountsAsDeletedAndCanBeKeptAgain() throws IOException {
        cache.put(DIGEST, PICTURE);
        Files.write(files().get(0), new byte[] {1, 2, 3});

        assertThat(cache.read(DIGEST)).isEmpty();
        cache.put(DIGEST, PICTURE);
        assertThat(cache.read(DIGEST)).contains(PICTURE);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
