package dev.tideline.classifier.streams;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A task's pictures that are with the engine, in the order of their records. Bounded by number and by bytes; a single
 * picture of any size is always let in.
 *
 * <p>Threading: the task's stream thread only.
 */
final class InFlight {
    private record Entry(long size, CompletableFuture<Answer> answer) {}

    private final Queue<Entry> entries = new ArrayDeque<>();
    private final int mostPictures;
    private final long mostBytes;
    private long bytes;

    InFlight(int mostPictures, long mostBytes) {
        this.mostPictures = mostPictures;
        this.mostBytes = mostBytes;
    }

    /** @param size of what is held for the picture, in bytes */
    void add(long size, CompletableFuture<Answer> answer) {
        entries.add(new Entry(size, answer));
        bytes += size;
    }

    /** Whether no further picture should be added before the head has left. */
    boolean isFull() {
        return entries.size() >= mostPictures || bytes >= mostBytes;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean isHeadDone() {
        return !entries.isEmpty() && entries.peek().answer().isDone();
    }

    /** Takes the oldest picture out and waits for its answer; fails as the engine failed. */
    Answer removeHead() {
        Entry head = entries.remove();
        bytes -= head.size();
        try {
            return head.answer().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }
}
