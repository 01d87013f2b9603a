package dev.tideline.trainer.training;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs tasks on a pool ahead of the thread that takes their results, in the tasks' order and at most {@code ahead} at a
 * time, so that memory is bounded by that number. One thread takes results.
 */
final class Prefetch<T> implements AutoCloseable {
    private final ExecutorService pool;
    private final int ahead;
    private final Iterator<? extends Callable<T>> tasks;
    private final Consumer<T> discard;
    private final Deque<Future<T>> running = new ArrayDeque<>();

    /** @param discard what happens to results that nobody took when this closes */
    Prefetch(ExecutorService pool, int ahead, Iterator<? extends Callable<T>> tasks, Consumer<T> discard) {
        this.pool = pool;
        this.ahead = ahead;
        this.tasks = tasks;
        this.discard = discard;
    }

    boolean hasNext() {
        while (running.size() < ahead && tasks.hasNext()) {
            running.add(pool.submit(tasks.next()));
        }
        return !running.isEmpty();
    }

    /** The next task's result; waits for it. What the task threw is thrown here. */
    T next() throws IOException, InterruptedException {
        Future<T> first = running.getFirst();
        T result = result(first);
        running.removeFirst();
        return result;
    }

    @Override
    public void close() {
        running.forEach(task -> task.cancel(false));
        for (Future<T> task : running) {
            if (!task.isCancelled()) {
                settle(task);
            }
        }
        running.clear();
    }

    private void settle(Future<T> task) {
        boolean interrupted = false;
        while (true) {
            try {
                discard.accept(task.get());
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T result(Future<T> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException fault) {
                throw fault;
            } else if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
