package dev.tideline.classifier.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decoded pictures, given out in batches of one model each. A batch leaves when it is full, when its first picture has
 * waited long enough, when the next picture needs another model, or when no further picture is on its way.
 *
 * <p>Threading: safe from any thread. Each picture is announced first, and then either added or
 * withdrawn.
 */
final class BatchQueue {
    private final long batchWaitNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by the lock:
    private final Deque<DecodedPicture> pictures = new ArrayDeque<>();
    private int onTheirWay;
    private boolean closed;

    BatchQueue(Duration batchWait) {
        this.batchWaitNanos = batchWait.toNanos();
    }

    /** A picture is on its way: a batch may wait for it. */
    void announce() {
        lock.lock();
        try {
            onTheirWay++;
        } finally {
            lock.unlock();
        }
    }

    /** An announced picture is not coming. */
    void withdraw() {
        lock.lock();
        try {
            onTheirWay--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** An announced picture has come. */
    void add(DecodedPicture picture) {
        lock.lock();
        try {
            onTheirWay--;
            if (!closed) {
                pictures.add(picture);
                changed.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        picture.fail(closed());
    }

    /** Waits for the next batch; it is empty only after {@link #close}. */
    List<DecodedPicture> take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && !isReady()) {
                if (pictures.isEmpty()) {
                    changed.await();
                } else {
                    changed.awaitNanos(untilDeadline());
                }
            }
            List<DecodedPicture> batch = removeBatch();
            // What is left may be another taker's batch already.
            changed.signal();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean isReady() {
        return !pictures.isEmpty()
                && (onTheirWay == 0 || untilDeadline() <= 0 || pictures.size() >= batchSize() || !isOfOneModel());
    }

    private int batchSize() {
        return pictures.element().served().model().batchSize();
    }

    private long untilDeadline() {
        return pictures.element().readySince() + batchWaitNanos - System.nanoTime();
    }

    private boolean isOfOneModel() {
        return pictures.getFirst().served() == pictures.getLast().served();
    }

    private List<DecodedPicture> removeBatch() {
        List<DecodedPicture> batch = new ArrayList<>();
        if (pictures.isEmpty()) {
            return batch;
        }
        int most = batchSize();
        ServedModel served = pictures.element().served();
        while (batch.size() < most && !pictures.isEmpty() && pictures.element().served() == served) {
            batch.add(pictures.remove());
        }
        return batch;
    }

    /** Fails what is inside and what is added from now on. */
    void close() {
        List<DecodedPicture> left;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(pictures);
            pictures.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(picture -> picture.fail(closed()));
    }

    private static EngineFailureException closed() {
        return new EngineFailureException("The inference engine is closed", null);
    }
}
