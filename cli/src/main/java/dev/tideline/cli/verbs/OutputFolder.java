package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.FileFault;
import dev.tideline.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder that a run fills at its end: it is as it was, or whole. What an earlier run left there is replaced; anything
 * else is left alone, and the folder refused.
 */
final class OutputFolder {
    private static final Set<String> OURS = Set.of("saved_model.pb", "fingerprint.pb", "model.json", "report.html");

    private final Path folder;

    private OutputFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes into a folder that nobody else sees. */
    interface Filler<T> {
        T fill(Path folder) throws IOException;
    }

    /**
     * Looks, before hours of work, whether the folder can be written.
     *
     * @param data the pictures' folder; in it the output would be taken for a class
     * @throws SettingsException when another folder must be given
     */
    static OutputFolder claim(Path folder, Path data) {
        Path target = folder.toAbsolutePath().normalize();
        if (target.startsWith(data.toAbsolutePath().normalize())) {
            throw refused(folder, "lies in the data folder " + data + ", where it would be taken for a class");
        }
        try {
            Files.createDirectories(target.getParent());
            if (Files.exists(target) && !Files.isDirectory(target)) {
                throw refused(folder, "is a file");
            }
            for (Path child : children(target)) {
                if (!isOurs(child)) {
                    throw refused(folder, "holds " + child.getFileName() + ", which is not from an earlier run");
                }
            }
            Files.delete(Files.createTempDirectory(target.getParent(), "." + target.getFileName()));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The output folder " + folder + " cannot be written: " + FileFault.describe(e)
                            + "\nName another with --output.",
                    e);
        }
        return new OutputFolder(target);
    }

    /** The folder's absolute path. */
    Path path() {
        return folder;
    }

    /**
     * @return what the filler returned
     * @throws IOException when the folder could not be filled; then it is as it was
     */
    <T> T fill(Filler<T> filler) throws IOException {
        Path partial = Files.createDirectory(beside("partial"));
        try {
            T result = filler.fill(partial);
            replaceWith(partial);
            return result;
        } finally {
            delete(partial);
        }
    }

    private void replaceWith(Path filled) throws IOException {
        if (!Files.exists(folder)) {
            Files.move(filled, folder, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = beside("old");
        Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(filled, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        delete(old);
    }

    private Path beside(String role) {
        return folder.resolveSibling("." + folder.getFileName() + "." + role + "-" + UUID.randomUUID());
    }

    private static SettingsException refused(Path folder, String fault) {
        return new SettingsException(
                "The output folder " + folder + " " + fault + ". Name another with --output: a new or empty one.");
    }

    private static boolean isOurs(Path child) {
        String name = child.getFileName().toString();
        boolean emptyPart = (name.equals("variables") || name.equals("assets")) && Files.isDirectory(child);
        return OURS.contains(name) || name.endsWith(".png") || emptyPart;
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
