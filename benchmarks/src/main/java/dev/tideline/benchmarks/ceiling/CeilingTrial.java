package dev.tideline.benchmarks.ceiling;

import dev.tideline.benchmarks.data.Pictures;
import dev.tideline.benchmarks.stream.SteadyRate;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.ImageClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decodes and classifies a number of pictures as fast as a plan can.
 *
 * <p>Threading: {@link #run} once, from one thread; its own threads are gone when it returns.
 */
final class CeilingTrial {
    /** Batches that decoders may be ahead. */
    private static final int AHEAD = 4;

    private final CeilingPlan plan;
    private final int batchSize;
    private final int count;
    private final Pictures pictures;
    private final PictureDecoder decoder;
    private final ImageClassifier network;

    private final AtomicInteger toDecode = new AtomicInteger();
    private final AtomicInteger toClassify = new AtomicInteger();
    private final BlockingQueue<Pixels> decoded;
    private final SteadyRate rate;

    CeilingTrial(
            CeilingPlan plan,
            int batchSize,
            int count,
            Pictures pictures,
            PictureDecoder decoder,
            ImageClassifier network) {
        this.plan = plan;
        this.batchSize = batchSize;
        this.count = count;
        this.pictures = pictures;
        this.decoder = decoder;
        this.network = network;
        this.decoded = new ArrayBlockingQueue<>(AHEAD * batchSize);
        this.rate = new SteadyRate(count);
    }

    /** Pictures a second. */
    double run() throws InterruptedException, ExecutionException {
        int cores = Runtime.getRuntime().availableProcessors();
        boolean own = plan.decoders(cores) == 0;
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < plan.decoders(cores); i++) {
                working.add(threads.submit(this::decodeForOthers));
            }
            for (int i = 0; i < plan.inferenceThreads(cores); i++) {
                working.add(threads.submit(() -> classify(own)));
            }
            for (Future<?> work : working) {
                work.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return rate.picturesPerSecond();
    }

    private Void decodeForOthers() throws InterruptedException, UndecodablePictureException {
        for (int number = toDecode.getAndIncrement(); number < count; number = toDecode.getAndIncrement()) {
            decoded.put(decoder.decode(pictures.get(number)));
        }
        return null;
    }

    private Void classify(boolean own) throws InterruptedException, UndecodablePictureException {
        for (int first = toClassify.getAndAdd(batchSize); first < count; first = toClassify.getAndAdd(batchSize)) {
            int size = Math.min(batchSize, count - first);
            List<Pixels> batch = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                batch.add(own ? decoder.decode(pictures.get(first + i)) : decoded.take());
            }
            network.classify(batch);
            rate.answered(size, System.nanoTime());
        }
        return null;
    }
}
