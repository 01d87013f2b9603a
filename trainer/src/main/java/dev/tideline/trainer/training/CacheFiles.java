package dev.tideline.trainer.training;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/** Writes and deletes files of a cache while others may write there and delete too. */
public final class CacheFiles {
    private CacheFiles() {}

    /**
     * Writes a file aside and then moves it to its place, so that it is whole or not there. Whoever deletes it meanwhile,
     * because its picture is forgotten, also deletes what is aside: then it is not there.
     *
     * @throws IOException when it cannot be written
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = Files.createDirectories(file.getParent());
        try {
            Path temporary = Files.createTempFile(folder, file.getFileName().toString(), ".tmp");
            try {
                Files.write(temporary, content, StandardOpenOption.WRITE);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            return;
        }
    }

    /**
     * Deletes the files in a folder whose names a condition holds for. A folder that is not there has none.
     *
     * @throws IOException when one cannot be deleted, or the folder not be read
     */
    public static void delete(Path folder, Predicate<String> condition) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                if (condition.test(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException goneMeanwhile) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** The same in every folder in a folder. */
    public static void deleteBelow(Path folder, Predicate<String> condition) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path each : folders) {
                delete(each, condition);
            }
        } catch (NoSuchFileException goneMeanwhile) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
