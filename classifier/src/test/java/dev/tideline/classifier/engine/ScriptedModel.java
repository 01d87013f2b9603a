package dev.tideline.classifier.engine;

import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model whose pictures are words: "undecodable" cannot be decoded, "crashes the decoder" does, "poison" fails its
 * batch. It can be held, broken, and asked what it has done.
 */
public final class ScriptedModel implements BatchModel {
    private static final List<String> LABELS = List.of("left", "right");

    private final int version;
    private final int batchSize;
    private final AtomicInteger decoded = new AtomicInteger();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch batchGate = new CountDownLatch(0);
    private volatile CountDownLatch decodeGate = new CountDownLatch(0);
    private volatile String heldPicture = "";
    private final Deque<Throwable> breakdowns = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    public ScriptedModel(int version, int batchSize) {
        this.version = version;
        this.batchSize = batchSize;
    }

    public void holdBatches() {
        batchGate = new CountDownLatch(1);
    }

    public void letBatchesGo() {
        batchGate.countDown();
    }

    public void holdDecodingOf(String picture) {
        decodeGate = new CountDownLatch(1);
        heldPicture = picture;
    }

    public void letDecodingGo() {
        decodeGate.countDown();
    }

    /** Fails from now on with the causes in turn, and with the last one for good. */
    public void breakDown(Throwable... causes) {
        breakdowns.addAll(List.of(causes));
    }

    public void recover() {
        breakdowns.clear();
    }

    public int decoded() {
        return decoded.get();
    }

    /** Sizes of the batches so far, in order, tries included. */
    public List<Integer> batches() {
        return batches;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public Pixels decode(byte[] picture) throws UndecodablePictureException {
        requireOpen();
        String word = new String(picture, StandardCharsets.UTF_8);
        if (word.equals(heldPicture)) {
            await(decodeGate);
        }
        if (word.equals("crashes the decoder")) {
            throw new IllegalStateException("scripted");
        }
        if (word.equals("undecodable")) {
            throw new UndecodablePictureException(UndecodablePictureException.Reason.CORRUPT, "scripted");
        }
        decoded.incrementAndGet();
        return new Pixels(1, 1, new byte[] {(byte) (word.equals("poison") ? 1 : 0), 0, 0});
    }

    @Override
    public List<Classification> classify(List<Pixels> batch) {
        requireOpen();
        batches.add(batch.size());
        await(batchGate);
        Throwable breakdown = breakdowns.size() > 1 ? breakdowns.poll() : breakdowns.peek();
        if (breakdown instanceof RuntimeException broken) {
            throw broken;
        }
        if (breakdown instanceof Error broken) {
            throw broken;
        }
        if (batch.stream().anyMatch(pixels -> pixels.rgb()[0] == 1)) {
            throw new IllegalArgumentException("poisoned");
        }
        return batch.stream()
                .map(pixels -> new Classification(LABELS, new float[] {0.25f, 0.75f}))
                .toList();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
