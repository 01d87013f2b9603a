package dev.tideline.benchmarks.data;

import dev.tideline.benchmarks.data.Photos.Photo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Encoded photos in memory, in an order that is drawn once and is the same in every process.
 *
 * @param encoded the files' bytes; nobody changes them
 */
public record Pictures(List<byte[]> encoded) {
    private static final List<String> FOLDERS = List.of("pets-more", "pets/validation");

    /**
     * Reads the photos of cats and dogs.
     *
     * @param data the folder that holds {@code pets-more} and {@code pets/validation}
     * @param most how many are read at most
     * @throws IOException when a folder is missing or a file cannot be read
     */
    public static Pictures read(Path data, int most) throws IOException {
        List<byte[]> encoded = new ArrayList<>();
        for (Photo photo : Photos.find(data, FOLDERS).from(0, most)) {
            encoded.add(photo.read());
        }
        return new Pictures(List.copyOf(encoded));
    }

    /** The picture of a number from 0 on; after the last comes the first again. */
    public byte[] get(int number) {
        return encoded.get(number % encoded.size());
    }
}
