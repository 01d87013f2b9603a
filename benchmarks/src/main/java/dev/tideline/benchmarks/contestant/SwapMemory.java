package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Swaps one version after the other as fast as they are taken up, while pictures come without a pause, and looks at the
 * classifier's resident memory after each.
 */
public final class SwapMemory {
    /** Pictures that are sent together; the engine is never idle for longer than it takes to send them. */
    private static final int BUNCH = 64;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private SwapMemory() {}

    /**
     * @param run whose classifier is not started yet
     * @param every shortest time between two versions
     * @return resident megabytes after each swap; empty where the operating system does not tell
     * @throws IllegalStateException when a version is not taken up
     */
    public static List<Double> measure(Run run, int swaps, Duration every) throws IOException {
        List<Double> megabytes = new ArrayList<>();
        ChildProcess classifier = run.startOurs();
        awaitVersion(run, 1);
        for (int swap = 1; swap <= swaps; swap++) {
            long begin = System.nanoTime();
            awaitVersion(run, run.publishVersion());
            OptionalLong resident = classifier.memory().resident();
            if (resident.isPresent()) {
                megabytes.add(resident.getAsLong() / 1e6);
            }
            LockSupport.parkNanos(begin + every.toNanos() - System.nanoTime());
        }
        return megabytes;
    }

    private static void awaitVersion(Run run, int version) {
        AtomicInteger newest = new AtomicInteger();
        long begin = System.nanoTime();
        while (newest.get() < version) {
            run.fill(BUNCH);
            run.awaitAnswers(sighting -> newest.accumulateAndGet(run.version(sighting), Math::max));
            run.requireOnce();
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("Version " + version + " was not taken up within "
                        + PATIENCE.toSeconds() + " s; the newest that answered is " + newest);
            }
        }
    }
}
