package dev.tideline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data folder at two times, made of links to another's pictures.
 *
 * @param before lacks some of the training pictures
 * @param after has all pictures
 */
record GrowingFolder(Path before, Path after) {
    /**
     * @param data has folders {@code train} and {@code validation}, each with class folders
     * @param target is created, with folders {@code before} and {@code after}
     * @param more training pictures that come later; they are taken from all classes alike
     * @throws IllegalArgumentException when there are not enough
     */
    static GrowingFolder link(Path data, Path target, int more) throws IOException {
        GrowingFolder folders = new GrowingFolder(target.resolve("before"), target.resolve("after"));
        List<Path> train = files(data.resolve("train"));
        if (train.size() <= more) {
            throw new IllegalArgumentException(data.resolve("train") + " has " + train.size() + " pictures, of which "
                    + more + " cannot come later. Give fewer with --more.");
        }
        for (int i = 0; i < train.size(); i++) {
            link(data, train.get(i), folders.after());
            boolean later = (long) (i + 1) * more / train.size() > (long) i * more / train.size();
            if (!later) {
                link(data, train.get(i), folders.before());
            }
        }
        for (Path file : files(data.resolve("validation"))) {
            link(data, file, folders.after());
            link(data, file, folders.before());
        }
        return folders;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void link(Path data, Path file, Path folder) throws IOException {
        Path link = folder.resolve(data.relativize(file));
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, file.toAbsolutePath());
    }
}
