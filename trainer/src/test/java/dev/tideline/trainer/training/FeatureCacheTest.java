package dev.tideline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {
    private static final byte[] ROWS = {1, 2, 3};

    @TempDir
    private Path folder;

    private FeatureCache cache;

    @BeforeEach
    void keepTwoPicturesInTwoGroups() {
        cache = new FeatureCache(folder.resolve("features"), 1 << 20);
        for (String group : List.of("augmented", "plain")) {
            cache.keep(group, "aa01", ROWS);
            cache.keep(group, "aa02", ROWS);
        }
    }

    @Test
    void aForgottenPictureIsGoneFromEveryGroupAndTheOthersStay() throws IOException {
        leaveHalfWritten("aa01");
        cache.forget("aa01");

        assertThat(files()).allMatch(file -> file.endsWith("aa02.features")).hasSize(2);
        assertThat(cache.find("plain", "aa02", ROWS.length)).contains(ROWS);
    }

    @Test
    void itsSizeIsThatOfWhatItKeeps() throws IOException {
        leaveHalfWritten("aa01");
        assertThat(cache.bytes()).isEqualTo(4 * (ROWS.length + Long.BYTES));

        cache.forget("aa02");
        assertThat(cache.bytes()).isEqualTo(2 * (ROWS.length + Long.BYTES));
        assertThat(new FeatureCache(folder.resolve("absent"), 1).bytes()).isZero();
    }

    @Test
    void aPictureThatIsForgottenWhileItIsKeptDoesNotEndTheCaching() throws Exception {
        AtomicBoolean kept = new AtomicBoolean();
        Thread forgetting = new Thread(() -> forgetUntil(kept));
        forgetting.start();
        for (int i = 0; i < 2_000; i++) {
            cache.keep("plain", "aa01", ROWS);
        }
        kept.set(true);
        forgetting.join();

        cache.keep("plain", "aa01", ROWS);
        assertThat(cache.find("plain", "aa01", ROWS.length)).contains(ROWS);
    }

    private void forgetUntil(AtomicBoolean done) {
        try {
            while (!done.get()) {
                cache.forget("aa01");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyWhatIsRetainedStays() throws IOException {
        leaveHalfWritten("aa02");
        cache.retainOnly(Set.of("aa02"));

        assertThat(files()).allMatch(file -> file.endsWith("aa02.features")).hasSize(2);
    }

    @Test
    void aCacheThatIsNotThereHasNothingToForget() throws IOException {
        FeatureCache none = new FeatureCache(folder.resolve("none"), 0);
        none.forget("aa01");
        none.retainOnly(Set.of());

        assertThat(folder.resolve("none")).doesNotExist();
    }

    private void leaveHalfWritten(String picture) throws IOException {
        Files.write(folder.resolve("features/plain/aa/" + picture + "123.tmp"), ROWS);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
