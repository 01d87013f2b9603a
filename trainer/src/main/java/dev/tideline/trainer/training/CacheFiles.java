package dev.tideline.trainer.training;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Deletes files of a cache while others may write there and delete too. */
public final class CacheFiles {
    private CacheFiles() {}

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
