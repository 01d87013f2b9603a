package dev.tideline.benchmarks.engine;

import dev.tideline.benchmarks.process.ChildProcess;
import dev.tideline.benchmarks.process.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A contestant in a JVM of its own: threads of an engine belong to its process.
 *
 * <p>Threading: for one thread.
 */
public final class ContestantProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ChildProcess process;

    private ContestantProcess(ChildProcess process) {
        this.process = process;
    }

    /** @param network a bundle's folder for TensorFlow, the {@code .onnx} file for ONNX Runtime */
    public static ContestantProcess start(
            Workplace workplace, Contestant contestant, Streams streams, Path network, Path pixels, int size)
            throws IOException, InterruptedException {
        Map<String, String> arguments = Map.of(
                "contestant", contestant.name(),
                "streams", streams.name(),
                "network", network.toString(),
                "pixels", pixels.toString(),
                "size", Integer.toString(size));
        ChildProcess process = workplace.start(contestant.key() + "-" + streams.key(), ContestantMain.class, arguments);
        process.await("ready", PATIENCE);
        return new ContestantProcess(process);
    }

    public Labels labels() throws InterruptedException {
        process.ask("labels");
        return Labels.parse(process.await("labels", PATIENCE));
    }

    public Rate rate(int batchSize, Duration time) throws InterruptedException {
        process.ask("rate " + batchSize + " " + time.toMillis());
        return Rate.parse(process.await("rate", PATIENCE));
    }

    @Override
    public void close() {
        process.close();
    }
}
