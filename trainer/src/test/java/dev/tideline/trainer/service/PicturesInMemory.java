package dev.tideline.trainer.service;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Pictures by id, and who asked for them. Until it is asked for, none is at hand. Safe from any thread. */
final class PicturesInMemory implements PictureReader {
    private final Map<String, byte[]> pictures = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    void put(String id, byte[] picture) {
        pictures.put(id, picture);
    }

    void remove(String id) {
        pictures.remove(id);
    }

    /** The ids of the pictures that were read, in order. */
    Queue<String> asked() {
        return asked;
    }

    @Override
    public byte[] read(LabeledPicture picture) throws IOException {
        asked.add(picture.id());
        byte[] found = pictures.get(picture.id());
        if (found == null) {
            throw new IOException("Nobody answered");
        }
        return found;
    }

    @Override
    public boolean isAtHand(LabeledPicture picture) {
        return asked.contains(picture.id()) && pictures.containsKey(picture.id());
    }
}
