package dev.tideline.cli.quickstart;

import dev.tideline.cli.quickstart.Gallery.Exhibit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a quickstart is to run.
 *
 * @param images folder of class folders; empty for pictures that are drawn here
 * @param drawings how many pictures to draw when there is no folder; empty for as many as the story needs
 * @param mislabelled how many pictures to label carelessly at the end, half of them wrongly; 0 for none
 * @param weights {@code none}, {@code imagenet} or a file, as the trainer takes them
 * @param dataFolder where broker and services keep their data; empty for a folder that is deleted at the end
 * @param kafkaPort empty for 9092 where it is free, and any free one otherwise; 0 for any free one
 * @param registryPort as with Kafka, and 8081
 * @param overrides settings of the services, which win over the quickstart's own
 */
public record QuickstartPlan(
        Optional<Path> images,
        Optional<Integer> drawings,
        int mislabelled,
        String weights,
        Optional<Path> dataFolder,
        Optional<Integer> kafkaPort,
        Optional<Integer> registryPort,
        Map<String, String> overrides) {
    static final long SEED = 42;

    private static final String RANDOM = "none";
    private static final int USUAL_DRAWINGS = 600;

    boolean isRandom() {
        return weights.equals(RANDOM);
    }

    /** How many pictures to draw. */
    int picturesToDraw() {
        return drawings.orElse(Math.max(USUAL_DRAWINGS, Waves.fewestPictures(mislabelled)));
    }

    /** Which pictures come when. */
    Waves waves(List<Exhibit> exhibits) {
        return mislabelled == 0 ? Waves.of(exhibits) : Waves.withCareless(exhibits, mislabelled);
    }
}
