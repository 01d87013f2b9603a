package dev.tideline.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Encoded photos in memory, in an order that is drawn once and is the same in every process.
 *
 * @param encoded the files' bytes; nobody changes them
 */
public record Pictures(List<byte[]> encoded) {
    private static final List<String> FOLDERS = List.of("pets-more", "pets/validation");
    private static final int SEED = 160;

    /**
     * Reads the photos of cats and dogs.
     *
     * @param data the folder that holds {@code pets-more} and {@code pets/validation}
     * @param most how many are read at most
     * @throws IOException when a folder is missing or a file cannot be read
     */
    public static Pictures read(Path data, int most) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> found = Files.walk(data.resolve(folder))) {
                files.addAll(found.filter(file -> file.toString().endsWith(".jpg"))
                        .sorted()
                        .toList());
            }
        }
        if (files.isEmpty()) {
            throw new IOException("There is no .jpg in the folders " + FOLDERS + " of " + data);
        }
        Collections.shuffle(files, new Random(SEED));
        List<byte[]> encoded = new ArrayList<>();
        for (Path file : files.subList(0, Math.min(most, files.size()))) {
            encoded.add(Files.readAllBytes(file));
        }
        return new Pictures(List.copyOf(encoded));
    }

    /** The picture of a number from 0 on; after the last comes the first again. */
    public byte[] get(int number) {
        return encoded.get(number % encoded.size());
    }
}
