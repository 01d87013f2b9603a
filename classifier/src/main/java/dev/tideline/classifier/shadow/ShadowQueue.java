package dev.tideline.classifier.shadow;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pictures that wait for spare time, bounded by number and by bytes: what does not fit is turned away, and nobody who
 * offers ever waits.
 *
 * <p>Threading: {@link #offer} and {@link #close} from any thread, everything else from the one that takes.
 */
final class ShadowQueue {
    private final int mostPictures;
    private final long mostBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by the lock:
    private final Queue<ShadowPicture> pictures = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    ShadowQueue(int mostPictures, long mostBytes) {
        this.mostPictures = mostPictures;
        this.mostBytes = mostBytes;
    }

    /** Whether the picture was taken in. */
    boolean offer(ShadowPicture picture) {
        lock.lock();
        try {
            int size = picture.encoded().length;
            if (closed || pictures.size() >= mostPictures || bytes + size > mostBytes) {
                return false;
            }
            pictures.add(picture);
            bytes += size;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a picture; false when the queue is closed. */
    boolean awaitPicture() throws InterruptedException {
        lock.lock();
        try {
            while (pictures.isEmpty() && !closed) {
                changed.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass; false, and at once, when the queue is closed. */
    boolean pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return pictures.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest picture out; there must be one. */
    ShadowPicture remove() {
        lock.lock();
        try {
            ShadowPicture picture = pictures.remove();
            bytes -= picture.encoded().length;
            return picture;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what is inside and takes nothing in any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            pictures.clear();
            bytes = 0;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
