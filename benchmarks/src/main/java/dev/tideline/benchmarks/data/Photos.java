package dev.tideline.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Files of photos, each with its label, in an order that is drawn once and is the same in every process. */
public record Photos(List<Photo> all) {
    private static final int SEED = 160;

    /**
     * @param label what it shows: the name of its folder
     */
    public record Photo(Path file, String label) {
        public byte[] read() throws IOException {
            return Files.readAllBytes(file);
        }
    }

    public Photos {
        all = List.copyOf(all);
    }

    /**
     * Finds the JPEG files.
     *
     * @param data the folder that holds the folders
     * @param folders each with class folders
     * @throws IOException when a folder is missing, or there is no photo
     */
    public static Photos find(Path data, List<String> folders) throws IOException {
        List<Photo> photos = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(data.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".jpg"))
                        .sorted()
                        .map(file ->
                                new Photo(file, file.getParent().getFileName().toString()))
                        .forEach(photos::add);
            }
        }
        if (photos.isEmpty()) {
            throw new IOException("There is no .jpg in the folders " + folders + " of " + data);
        }
        Collections.shuffle(photos, new Random(SEED));
        return new Photos(photos);
    }

    /** Those from one place on; as many as there are, up to {@code count}. */
    public List<Photo> from(int place, int count) {
        return all.subList(Math.min(place, all.size()), Math.min(place + count, all.size()));
    }

    /** The labels, in alphabetical order. */
    public List<String> labels() {
        return all.stream().map(Photo::label).distinct().sorted().toList();
    }
}
