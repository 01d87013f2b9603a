package dev.tideline.trainer.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a run's model lies until it is published; gone when it is closed. */
final class RunFolder implements AutoCloseable {
    private final Path folder;

    /** @param runs the parent of all such folders, created when missing */
    RunFolder(Path runs, String runId) throws IOException {
        Files.createDirectories(runs);
        folder = Files.createTempDirectory(runs, runId + "-");
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    /** Deletes what runs left that did not come to an end. */
    static void deleteAll(Path runs) {
        try {
            delete(runs);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + runs + " cannot be cleared: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
