package dev.tideline.classifier.engine;

import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.schemas.settings.Settings;
import java.time.Duration;

/**
 * How the engine works.
 *
 * @param batchWait longest time that a decoded picture waits for others to join its batch
 * @param decoders number of threads that decode pictures
 * @param streams number of batches that are with the device at a time
 * @param capacity most pictures inside: it bounds the memory, and how long a commit waits for what was begun
 */
public record EngineSettings(Duration batchWait, int decoders, int streams, int capacity) {
    /** A GPU computes one batch while another is copied. On a CPU a stream is a core. */
    private static final int GPU_STREAMS = 2;

    private static final int CPU_CAPACITY = 64;
    private static final int GPU_CAPACITY = 512;

    public static EngineSettings from(Settings settings) {
        boolean gpu = TensorFlowRuntime.isGpuBuild();
        int cores = Runtime.getRuntime().availableProcessors();
        return new EngineSettings(
                settings.duration("classifier.batch.wait", Duration.ofMillis(20)),
                settings.integer("classifier.decoders", cores, 1, 1024),
                settings.integer("classifier.inference.streams", gpu ? GPU_STREAMS : cores, 1, 1024),
                settings.integer("classifier.capacity", gpu ? GPU_CAPACITY : CPU_CAPACITY, 1, 1_000_000));
    }
}
