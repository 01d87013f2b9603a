package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A full batch of our classifier, decoded already, on an idle machine.
 *
 * @param size pictures in it
 * @param millis how long it takes, the median of many
 */
public record BatchTime(int size, double millis) {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * @param data the folder of the pictures
     * @param settings of our classifier
     */
    public static BatchTime measure(Arena arena, Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> arguments = new HashMap<>(settings);
        arguments.put(BatchMain.BUNDLE, arena.model().folder().toString());
        arguments.put(BatchMain.DATA, data.toString());
        try (ChildProcess process = arena.workplace().start("batch", BatchMain.class, arguments)) {
            int size = Integer.parseInt(process.await("size", PATIENCE));
            return new BatchTime(size, Double.parseDouble(process.await("millis", PATIENCE)));
        }
    }
}
