package dev.tideline.trainer.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.function.Consumer;

/** Finds files that are named like pictures. Follows symbolic links, as Keras does, but not in circles. */
final class PictureFiles extends SimpleFileVisitor<Path> {
    private final Path start;
    private final Consumer<Path> found;

    private PictureFiles(Path start, Consumer<Path> found) {
        this.start = start;
        this.found = found;
    }

    static void walk(Path folder, Consumer<Path> found) throws IOException {
        Files.walkFileTree(
                folder,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new PictureFiles(folder.toRealPath(), found));
    }

    /** A link to a folder above would bring the other classes' pictures into this one. */
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        return Files.isSymbolicLink(directory) && isAboveStart(directory.toRealPath())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    private boolean isAboveStart(Path directory) {
        return start.startsWith(directory) && !start.equals(directory);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (FolderDataset.hasPictureName(file)) {
            found.accept(file);
        }
        return FileVisitResult.CONTINUE;
    }

    /** A link in a circle, or a folder that may not be read: a picture by its name is passed on, to fail by itself. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) {
        if (FolderDataset.hasPictureName(file)) {
            found.accept(file);
        }
        return FileVisitResult.CONTINUE;
    }
}
