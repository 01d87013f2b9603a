package dev.tideline.classifier.engine;

import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Classifies encoded pictures for everybody in the process: decodes them on a pool, gathers batches across all callers
 * and runs them on the current model.
 *
 * <p>Threading: every method may be called from any thread. Futures are completed on the engine's own threads; do nothing
 * slow there. A picture is bound to the model that is current when its decoding
 * begins, and a batch holds pictures of one model only, so a swap neither mixes versions in a batch nor holds up a
 * picture.
 *
 * <p>Memory: a bounded number of pictures is inside. The engine never waits for its callers, so a caller that waits for a
 * place gets one.
 */
public final class InferenceEngine implements AutoCloseable {
    /** A GIF of one pixel. */
    private static final byte[] SAMPLE =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==");

    private final AtomicReference<ServedModel> current;
    private final ExecutorService decoders;
    private final BatchQueue queue;
    private final List<Thread> streams;
    private final int capacity;
    private final Semaphore places;
    private final EngineListener listener;

    /** An engine that nobody listens to. It owns the model from here on. */
    public InferenceEngine(BatchModel first, EngineSettings settings) {
        this(first, settings, EngineListener.NONE);
    }

    /** The engine owns the model from here on. */
    public InferenceEngine(BatchModel first, EngineSettings settings, EngineListener listener) {
        this.listener = listener;
        this.current = new AtomicReference<>(new ServedModel(first));
        AtomicInteger count = new AtomicInteger();
        this.decoders = Executors.newFixedThreadPool(
                settings.decoders(), task -> daemon(task, "decoder-" + count.incrementAndGet()));
        this.queue = new BatchQueue(settings.batchWait());
        this.capacity = settings.capacity();
        this.places = new Semaphore(capacity);
        this.streams = IntStream.rangeClosed(1, settings.streams())
                .mapToObj(number -> daemon(new BatchRunner(queue, listener), "inference-" + number))
                .toList();
        this.streams.forEach(Thread::start);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Hands in a picture; waits for a place while the engine is full.
     *
     * @param picture encoded; must not change until the future is done
     * @return completes with what became of the picture, or exceptionally with an {@link EngineFailureException} when
     *     the engine failed and the picture may still be good
     */
    public CompletableFuture<Outcome> submit(byte[] picture) {
        long handedIn = System.nanoTime();
        CompletableFuture<Outcome> result = takePlace();
        begin(picture, result, handedIn);
        return result;
    }

    /**
     * Hands in a picture that is still to come; waits for a place while the engine is full, and asks for the picture then.
     *
     * @param coming asked once, on the caller's thread
     * @return as above; a picture that does not come fails its result with the same exception
     */
    public CompletableFuture<Outcome> submit(Supplier<CompletableFuture<byte[]>> coming) {
        CompletableFuture<Outcome> result = takePlace();
        coming.get().whenComplete((picture, failure) -> {
            if (failure == null) {
                begin(picture, result, System.nanoTime());
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    private CompletableFuture<Outcome> takePlace() {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        places.acquireUninterruptibly();
        listener.entered();
        result.whenComplete((outcome, failure) -> {
            listener.left();
            places.release();
        });
        return result;
    }

    private void begin(byte[] picture, CompletableFuture<Outcome> result, long handedIn) {
        queue.announce();
        try {
            decoders.execute(() -> decode(picture, result, handedIn));
        } catch (RejectedExecutionException closed) {
            queue.withdraw();
            result.completeExceptionally(new EngineFailureException("The inference engine is closed", closed));
        }
    }

    /**
     * Makes another model the current one. The engine owns it from here on and closes the one before after its last
     * batch. Returns at once.
     */
    public void swap(BatchModel next) {
        current.getAndSet(new ServedModel(next)).release();
    }

    /** Whether the next picture would have to wait for a place, at this moment. */
    public boolean isFull() {
        return places.availablePermits() == 0;
    }

    /** Whether no picture is inside, at this moment. */
    public boolean isIdle() {
        return places.availablePermits() == capacity;
    }

    private void decode(byte[] picture, CompletableFuture<Outcome> result, long handedIn) {
        ServedModel served = acquireCurrent();
        Pixels pixels;
        try {
            pixels = decode(served.model(), picture, handedIn);
        } catch (UndecodablePictureException e) {
            giveUp(served);
            result.complete(new Outcome.Rejected(e.reason().name().toLowerCase(Locale.ROOT), e.getMessage()));
            return;
        } catch (RuntimeException e) {
            boolean works = canDecode(served.model());
            giveUp(served);
            if (works) {
                result.complete(new Outcome.Rejected("corrupt", "The decoder failed on this picture: " + e));
            } else {
                result.completeExceptionally(new EngineFailureException("The decoder failed: " + e, e));
            }
            return;
        } catch (Error e) {
            giveUp(served);
            result.completeExceptionally(new EngineFailureException("The decoder failed: " + e, e));
            return;
        }
        queue.add(new DecodedPicture(served, pixels, result, System.nanoTime()));
    }

    private Pixels decode(BatchModel model, byte[] picture, long handedIn) throws UndecodablePictureException {
        long began = System.nanoTime();
        try {
            return model.decode(picture);
        } finally {
            listener.decoded(model, began - handedIn, System.nanoTime() - began);
        }
    }

    /** Whether the decoder works at all, now: then a picture that it fails on is at fault. */
    private static boolean canDecode(BatchModel model) {
        try {
            model.decode(SAMPLE);
            return true;
        } catch (UndecodablePictureException | RuntimeException e) {
            return false;
        }
    }

    private void giveUp(ServedModel served) {
        served.release();
        queue.withdraw();
    }

    private ServedModel acquireCurrent() {
        ServedModel served = current.get();
        while (!served.acquire()) {
            served = current.get();
        }
        return served;
    }

    /** Stops: pictures that are still inside fail with an {@link EngineFailureException}. */
    @Override
    public void close() {
        decoders.shutdown();
        queue.close();
        try {
            decoders.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            for (Thread stream : streams) {
                stream.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        current.get().release();
    }
}
