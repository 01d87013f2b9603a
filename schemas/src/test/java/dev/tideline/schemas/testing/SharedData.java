package dev.tideline.schemas.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real photos, weights and models that some tests need. They are no part of the project: the environment variable
 * {@code TIDELINE_DATA} names their folder, by default {@code ../shared/data} beside the project. Where they are
 * missing a test that asks for them is skipped; the project's CI fails on such a skip.
 */
public final class SharedData {
    private SharedData() {}

    /** The file or folder at a path relative to the data folder; skips the calling test where it does not exist. */
    public static Path path(String relative) {
        Path path = folder().resolve(relative);
        assumeTrue(Files.exists(path), () -> path + " is not there: set TIDELINE_DATA to the folder that holds it");
        return path;
    }

    private static Path folder() {
        String configured = System.getenv("TIDELINE_DATA");
        Path root = Path.of(System.getProperty("tideline.root", "."));
        return root.resolve(configured == null ? "../shared/data" : configured).normalize();
    }
}
