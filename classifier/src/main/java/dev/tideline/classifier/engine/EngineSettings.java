package dev.tideline.classifier.engine;

import dev.tideline.schemas.settings.Settings;
import java.time.Duration;

/**
 * How the engine works.
 *
 * @param batchSize most pictures in a batch
 * @param batchWait longest time that a decoded picture waits for others to join its batch
 * @param decoders number of threads that decode pictures
 */
public record EngineSettings(int batchSize, Duration batchWait, int decoders) {
    public static EngineSettings from(Settings settings) {
        return new EngineSettings(
                settings.integer("classifier.batch.size", 32, 1, 4096),
                settings.duration("classifier.batch.wait", Duration.ofMillis(20)),
                settings.integer("classifier.decoders", Runtime.getRuntime().availableProcessors(), 1, 1024));
    }
}
