package dev.tideline.classifier.shadow;

import dev.tideline.schemas.settings.Settings;

/**
 * How the shadow version is tried.
 *
 * @param share of the pictures that it sees, from 0 (none) to 1 (all)
 * @param batchSize most pictures in one of its batches: production waits for one such batch at most
 * @param queuePictures most pictures that wait for spare time
 * @param queueBytes most bytes of encoded pictures that wait for spare time
 */
public record ShadowSettings(double share, int batchSize, int queuePictures, long queueBytes) {
    public static ShadowSettings from(Settings settings) {
        return new ShadowSettings(
                settings.number("classifier.shadow.share", 0.1, 0, 1),
                settings.integer("classifier.shadow.batch.size", 4, 1, 4096),
                settings.integer("classifier.shadow.pictures", 64, 1, 100_000),
                settings.integer("classifier.shadow.megabytes", 16, 1, 16_384) * 1024L * 1024L);
    }
}
