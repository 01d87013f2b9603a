package dev.tideline.trainer.training;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Cuts pictures into batches, and has the next ones made while one is used. */
record Batches(int size, Workers workers) {
    /** Makes a batch; on a worker's thread. */
    interface Maker {
        Batch make(List<Sample> samples) throws IOException;
    }

    /** Uses a batch, which is closed afterwards. */
    interface Taker {
        void take(List<Sample> samples, Batch batch);
    }

    int count(int pictures) {
        return (pictures + size - 1) / size;
    }

    /** @throws InterruptedException when the thread is interrupted; what was made ahead is freed */
    void each(List<Sample> all, Maker maker, Taker taker) throws IOException, InterruptedException {
        List<List<Sample>> cut = IntStream.range(0, count(all.size()))
                .mapToObj(i -> all.subList(i * size, Math.min(all.size(), (i + 1) * size)))
                .toList();
        Iterator<List<Sample>> taken = cut.iterator();
        Iterator<Callable<Batch>> tasks = cut.stream()
                .<Callable<Batch>>map(samples -> () -> maker.make(samples))
                .iterator();
        try (Prefetch<Batch> prefetch = new Prefetch<>(workers.pool(), workers.ahead() + 1, tasks, Batch::close)) {
            while (prefetch.hasNext()) {
                try (Batch batch = prefetch.next()) {
                    taker.take(taken.next(), batch);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("Training was interrupted");
                }
            }
        }
    }
}
