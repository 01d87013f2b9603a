package dev.tideline.trainer.gate;

import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.PictureSource;
import java.util.List;

/**
 * A picture that no version was trained on, and what it shows.
 *
 * @param label in words: two versions may number their labels differently
 */
public record HeldOut(String id, String label, PictureSource picture) {
    /** The test pictures of a data set. */
    public static List<HeldOut> of(Dataset dataset) {
        return dataset.test().stream()
                .map(example -> new HeldOut(example.id(), dataset.labels().get(example.label()), example.picture()))
                .toList();
    }
}
