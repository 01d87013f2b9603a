package dev.tideline.benchmarks.ceiling;

import dev.tideline.benchmarks.contestant.Entrant;
import dev.tideline.benchmarks.process.ChildProcess;
import java.time.Duration;

/** A process that decodes and infers by one plan; see {@link CeilingMain}. For one thread. */
final class RunningCeiling implements Entrant {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final ChildProcess process;
    private final int batchSize;

    RunningCeiling(ChildProcess process, int batchSize) {
        this.process = process;
        this.batchSize = batchSize;
    }

    /** The same process with batches of another size. */
    RunningCeiling withBatchSize(int other) {
        return new RunningCeiling(process, other);
    }

    @Override
    public double answer(int pictures) throws InterruptedException {
        process.ask(batchSize + " " + pictures);
        return Double.parseDouble(process.await("rate", PATIENCE));
    }

    @Override
    public void close() {
        process.close();
    }
}
