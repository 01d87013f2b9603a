package dev.tideline.trainer.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;

/** Finds files that are named like pictures. Follows symbolic links, as Keras does, but not in circles. */
final class PictureFiles extends SimpleFileVisitor<Path> {
    private final Path start;
    private final Finds finds;

    private PictureFiles(Path start, Finds finds) {
        this.start = start;
        this.finds = finds;
    }

    /** Takes what a walk finds, in no order. */
    interface Finds {
        void picture(Path file);

        /** A file or folder that is left out, though it is named like a picture or may hold some. */
        void fault(Path path, String reason);
    }

    static void walk(Path folder, Finds finds) throws IOException {
        Files.walkFileTree(
                folder,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new PictureFiles(folder.toRealPath(), finds));
    }

    /** A link to a folder above would bring the other classes' pictures into this one. */
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        if (Files.isSymbolicLink(directory) && isAboveStart(directory.toRealPath())) {
            finds.fault(directory, "it is a link to a folder that it lies in; remove the link");
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    private boolean isAboveStart(Path directory) {
        return start.startsWith(directory) && !start.equals(directory);
    }

    /** What is no ordinary file is not opened: reading a pipe may never end. */
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!FolderDataset.hasPictureName(file)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isRegularFile()) {
            finds.picture(file);
        } else {
            // Only a link that leads nowhere is shown as a link.
            finds.fault(file, attributes.isSymbolicLink() ? "it is a link to nothing" : "it is no ordinary file");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) {
        finds.fault(file, reason(fault));
        return FileVisitResult.CONTINUE;
    }

    /** A folder whose listing broke off is read as far as it went. */
    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException fault) {
        if (fault != null) {
            finds.fault(directory, reason(fault));
        }
        return FileVisitResult.CONTINUE;
    }

    static String reason(IOException fault) {
        if (fault instanceof FileSystemLoopException) {
            return "it is a link to a folder that it lies in; remove the link";
        }
        if (fault instanceof NoSuchFileException) {
            return "it is no longer there";
        }
        return fault instanceof AccessDeniedException ? "this user may not read it" : fault.toString();
    }
}
