package dev.tideline.classifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of one service's own among those of others on the same machine, named after its process. Closing deletes it;
 * those that dead processes left are deleted with the next creation.
 *
 * @param path the folder
 */
record ProcessFolder(Path path) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessFolder.class);

    /** @param parent created where missing */
    static ProcessFolder create(Path parent) {
        try {
            Files.createDirectories(parent);
            list(parent).stream().filter(ProcessFolder::isOfADeadProcess).forEach(ProcessFolder::delete);
            long pid = ProcessHandle.current().pid();
            return new ProcessFolder(Files.createTempDirectory(parent, pid + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + parent + " for models cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean isOfADeadProcess(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("\\d{1,18}-\\d+")
                && ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-'))))
                        .isEmpty();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The folder {} could not be deleted: {}", folder, e.getMessage());
        }
    }

    @Override
    public void close() {
        delete(path);
    }
}
