package dev.tideline.benchmarks.shift;

import dev.tideline.benchmarks.data.Photos;
import dev.tideline.benchmarks.data.Photos.Photo;
import dev.tideline.ingest.Picture;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * Gives photos out one after the other, each once: a photo that lies in two files is one picture, under one id.
 *
 * <p>Threading: for one thread.
 */
public final class Supply {
    private static final String CONTENT_TYPE = "image/jpeg";

    private final Iterator<Photo> photos;
    private final Alteration alteration;
    private final Set<String> given = new HashSet<>();

    /** @param picture what is sent of the photo */
    record Item(Picture picture, String label) {}

    public Supply(Photos photos, Alteration alteration) {
        this.photos = photos.all().iterator();
        this.alteration = alteration;
    }

    /** @throws IllegalStateException when there are no more */
    Item next(Kind kind) throws IOException {
        while (photos.hasNext()) {
            Photo photo = photos.next();
            byte[] encoded = photo.read();
            Picture picture = Picture.inline(
                    photo.file().getFileName().toString(),
                    CONTENT_TYPE,
                    kind == Kind.ALTERED ? alteration.of(encoded) : encoded);
            if (given.add(picture.id())) {
                return new Item(picture, photo.label());
            }
        }
        throw new IllegalStateException("There are only " + given.size() + " photos. Take a shorter stream.");
    }
}
