package dev.tideline.ingest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files below a folder, folder by folder, in the order of their names. Symbolic links are followed; a link back to
 * a folder above it is handed over as unreadable instead of being walked for ever. Holds the names of one path's
 * folders at a time.
 */
final class FolderWalk {
    /** Takes what the walk meets, in its order. */
    interface Visitor {
        /** A file, or anything else that is no folder. */
        void file(Path file);

        /** A folder that cannot be walked. */
        void unreadable(Path folder, String why);
    }

    private final Visitor visitor;
    private final Set<Path> above = new HashSet<>();

    private FolderWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    static void of(Path folder, Visitor visitor) {
        new FolderWalk(visitor).walk(folder);
    }

    private void walk(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (!above.add(real)) {
                visitor.unreadable(folder, "is a link back to a folder above it");
                return;
            }
            try {
                walkInto(folder);
            } finally {
                above.remove(real);
            }
        } catch (IOException e) {
            visitor.unreadable(folder, "cannot be read (" + e + "): check its permissions");
        }
    }

    private void walkInto(Path folder) throws IOException {
        for (Path entry : sorted(folder)) {
            if (Files.isDirectory(entry)) {
                walk(entry);
            } else {
                visitor.file(entry);
            }
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        entries.sort(null);
        return entries;
    }
}
