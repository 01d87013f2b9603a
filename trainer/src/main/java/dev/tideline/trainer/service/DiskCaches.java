package dev.tideline.trainer.service;

import dev.tideline.trainer.training.FeatureCache;
import java.io.IOException;
import java.util.Set;

/**
 * What the trainer keeps on its disk of the set's pictures: their bytes, and what the frozen part gave for them. Pictures
 * go by the SHA-256 of their bytes. Safe from any thread.
 */
record DiskCaches(PictureCache pictures, FeatureCache features) {
    /**
     * Nothing of a picture is left on the disk, unless a run that is in progress puts it there again.
     *
     * @throws IOException when something cannot be removed
     */
    void forget(String digest) throws IOException {
        features.forget(digest);
        pictures.remove(digest);
    }

    /**
     * Nothing of other pictures is left on the disk. No run may be in progress.
     *
     * @throws IOException when something cannot be removed
     */
    void retainOnly(Set<String> digests) throws IOException {
        features.retainOnly(digests);
        pictures.retainOnly(digests);
    }
}
