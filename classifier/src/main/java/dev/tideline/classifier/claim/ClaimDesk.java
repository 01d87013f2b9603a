package dev.tideline.classifier.claim;

import dev.tideline.classifier.engine.EngineFailureException;
import dev.tideline.model.claim.ClaimCheck;
import dev.tideline.model.claim.ClaimCheckException;
import dev.tideline.model.claim.ClaimCheckException.Reason;
import dev.tideline.model.claim.ClaimCheckFetcher;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches pictures that travel by claim check for everybody in the process, a bounded number at a time.
 *
 * <p>Threading: {@link #fetch} may be called from any thread; it waits for a place and leaves the fetching to threads of
 * the desk's own. Every future is done within the patience, and so is every wait for a place: a file system that hangs
 * keeps its place, and the pictures behind it are given up in turn.
 */
public final class ClaimDesk implements AutoCloseable {
    /** What a fetch may take beyond its patience: the last attempt's end and the digest. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration IDLE_THREAD_STAYS = Duration.ofSeconds(30);

    /** Fetches one picture, and blocks. */
    interface Fetching {
        byte[] fetch(ClaimCheck claim) throws ClaimCheckException, InterruptedException;
    }

    private final Fetching fetching;
    private final Duration limit;
    private final Semaphore places;
    private final ExecutorService threads;

    public ClaimDesk(ClaimSettings settings) {
        this(
                new ClaimCheckFetcher(settings.checks())::fetch,
                settings.checks().patience().plus(GRACE),
                settings.fetchers());
    }

    /** @param limit longest time for a picture, and for the wait for a place */
    ClaimDesk(Fetching fetching, Duration limit, int fetchers) {
        this.fetching = fetching;
        this.limit = limit;
        this.places = new Semaphore(fetchers, true);
        this.threads = newThreads(fetchers);
    }

    private static ExecutorService newThreads(int most) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most, most, IDLE_THREAD_STAYS.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "claim-check-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Begins to fetch a picture.
     *
     * @return completes with the encoded picture, or exceptionally, itself or in a {@link CompletionException}: with a
     *     {@link ClaimCheckException} when this picture is not to be had, with an {@link EngineFailureException} when it
     *     may still be good
     */
    public CompletableFuture<byte[]> fetch(ClaimCheck claim) {
        try {
            if (!places.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return CompletableFuture.failedFuture(unreachable("Everything that fetches pictures hangs."));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(new EngineFailureException("Interrupted", e));
        }
        CompletableFuture<byte[]> picture = new CompletableFuture<>();
        try {
            threads.execute(() -> fetch(claim, picture));
        } catch (RuntimeException closed) {
            places.release();
            return CompletableFuture.failedFuture(
                    new EngineFailureException("No pictures are fetched any more", closed));
        }
        return picture.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(ClaimDesk::explained);
    }

    private void fetch(ClaimCheck claim, CompletableFuture<byte[]> picture) {
        try {
            picture.complete(fetching.fetch(claim));
        } catch (ClaimCheckException e) {
            picture.completeExceptionally(e);
        } catch (InterruptedException | RuntimeException | Error e) {
            picture.completeExceptionally(new EngineFailureException("Fetching pictures failed: " + e, e));
        } finally {
            places.release();
        }
    }

    private static byte[] explained(Throwable failure) {
        throw new CompletionException(failure instanceof TimeoutException ? unreachable("Reading it hangs.") : failure);
    }

    private static ClaimCheckException unreachable(String why) {
        return new ClaimCheckException(Reason.UNREACHABLE, "The picture could not be read. " + why);
    }

    /** Fails what is being fetched with an {@link EngineFailureException}. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
