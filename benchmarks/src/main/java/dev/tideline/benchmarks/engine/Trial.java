package dev.tideline.benchmarks.engine;

import dev.tideline.model.picture.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Classifies batches of one size for a while, on as many threads as the engine has callers.
 *
 * @param pictures from which batches are taken in turn; at least a batch of them
 */
record Trial(Network network, List<Pixels> pictures, int callers, int batchSize) {

    Rate run(long milliseconds) {
        long deadline = System.nanoTime() + milliseconds * 1_000_000;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<Rate>> tasks = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller * pictures.size() / callers;
                tasks.add(() -> call(first, deadline));
            }
            double all = 0;
            double engine = 0;
            for (Future<Rate> done : threads.invokeAll(tasks)) {
                all += done.get().all();
                engine += done.get().engine();
            }
            return new Rate(all, engine);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("A batch of " + batchSize + " failed", e);
        } finally {
            threads.shutdown();
        }
    }

    /** Each caller counts its own time, to the end of its last batch. */
    private Rate call(int first, long deadline) {
        long begin = System.nanoTime();
        long engineNanos = 0;
        int classified = 0;
        do {
            engineNanos += network.classify(batch(first + classified)).engineNanos();
            classified += batchSize;
        } while (System.nanoTime() < deadline);
        return new Rate(classified * 1e9 / (System.nanoTime() - begin), classified * 1e9 / engineNanos);
    }

    private List<Pixels> batch(int first) {
        int start = first % (pictures.size() - batchSize + 1);
        return pictures.subList(start, start + batchSize);
    }
}
