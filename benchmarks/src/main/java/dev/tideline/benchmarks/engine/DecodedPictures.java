package dev.tideline.benchmarks.engine;

import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Square pictures, decoded once for all contestants and handed on in a file: their bytes, one after the other. */
final class DecodedPictures {
    private DecodedPictures() {}

    /** Decodes pictures and writes them. */
    static void write(Path file, List<Path> pictures, int size) throws IOException, UndecodablePictureException {
        try (PictureDecoder decoder = new PictureDecoder(size, size, DecodeLimits.defaults());
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (Path picture : pictures) {
                out.write(decoder.decode(Files.readAllBytes(picture)).rgb());
            }
        }
    }

    static List<Pixels> read(Path file, int size) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int bytes = size * size * Pixels.CHANNELS;
        List<Pixels> pictures = new ArrayList<>();
        for (int start = 0; start < all.length; start += bytes) {
            pictures.add(new Pixels(size, size, Arrays.copyOfRange(all, start, start + bytes)));
        }
        return pictures;
    }
}
