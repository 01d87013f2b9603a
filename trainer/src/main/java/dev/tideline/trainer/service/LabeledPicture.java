package dev.tideline.trainer.service;

import dev.tideline.trainer.labeling.Prediction;
import java.time.Instant;
import java.util.Optional;

/**
 * A picture of the training set, without its bytes.
 *
 * @param partition of labeled-images
 * @param offset of the newest record of the picture
 * @param writtenAt that record's timestamp: since then the picture has this label in the set
 * @param digest SHA-256 of the encoded picture, in 64 lower-case hexadecimal digits
 * @param prediction what production had said of the picture before its first label came
 */
record LabeledPicture(
        String id,
        String label,
        int partition,
        long offset,
        Instant writtenAt,
        String digest,
        Optional<Prediction> prediction) {}
