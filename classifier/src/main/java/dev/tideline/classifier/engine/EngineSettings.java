package dev.tideline.classifier.engine;

import dev.tideline.schemas.settings.Settings;
import java.time.Duration;

/**
 * How the engine works.
 *
 * @param batchSize most pictures in a batch
 * @param batchWait longest time that a decoded picture waits for others to join its batch
 * @param decoders number of threads that decode pictures
 * @param capacity most pictures inside: it bounds the memory, and how long a commit waits for what was begun
 */
public record EngineSettings(int batchSize, Duration batchWait, int decoders, int capacity) {
    /** Batches that are inside at most: one runs, one fills, and the decoders work ahead. */
    private static final int BATCHES = 4;

    public static EngineSettings from(Settings settings) {
        int batchSize = settings.integer("classifier.batch.size", 32, 1, 4096);
        return new EngineSettings(
                batchSize,
                settings.duration("classifier.batch.wait", Duration.ofMillis(20)),
                settings.integer("classifier.decoders", Runtime.getRuntime().availableProcessors(), 1, 1024),
                settings.integer("classifier.capacity", BATCHES * batchSize, 1, 1_000_000));
    }
}
