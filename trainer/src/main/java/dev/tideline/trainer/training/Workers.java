package dev.tideline.trainer.training;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that read and decode pictures while the network computes: as many as compute. */
record Workers(ExecutorService pool, int ahead) implements AutoCloseable {
    /** @param wanted 0 for as many as there are cores */
    static Workers start(int wanted) {
        int threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        AtomicInteger count = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "training-pictures-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        return new Workers(pool, threads);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
