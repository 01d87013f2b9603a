package dev.tideline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.testing.FullDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheIT {
    private static final String FEATURES = "aa01";
    private static final String MORE_FEATURES = "aa02";
    private static final int BYTES = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void aFullDiskCostsWhatWouldHaveBeenKeptAndLeavesNoHalfOfIt() throws Exception {
        FullDisk.Outcome outcome =
                FullDisk.run(BYTES / 2 >> 10, Map.of(), List.of(FeatureCacheIT.class.getName(), folder.toString()));

        assertThat(outcome.exitCode()).as(outcome.screen()).isZero();
        assertThat(outcome.screen())
                .containsOnlyOnce("Features are not cached any more in this run")
                .contains(FEATURES + ".features cannot be written", "File too large")
                .doesNotContain("found: true");
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    /** What runs where the disk is full. */
    public static void main(String[] arguments) {
        FeatureCache cache = new FeatureCache(Path.of(arguments[0]), 10 * BYTES);
        for (String picture : List.of(FEATURES, MORE_FEATURES)) {
            cache.keep("group", picture, new byte[BYTES]);
            System.out.println("found: " + cache.find("group", picture, BYTES).isPresent());
        }
        cache.trim();
    }
}
