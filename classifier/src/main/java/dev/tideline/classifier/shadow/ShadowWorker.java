package dev.tideline.classifier.shadow;

import dev.tideline.classifier.engine.BatchModel;
import dev.tideline.classifier.engine.Outcome.Classified;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries one version beside production. Every step, a picture's decoding or a small batch, begins only when production has
 * time to spare. What fails costs the shadow its prediction and nobody else anything; a version that keeps failing is
 * given up.
 *
 * <p>Threading: a daemon thread of its own loads the model, runs it and closes it. A model that never returns keeps that
 * thread and its memory until the process ends; nobody else waits for it. {@link #offer} and {@link #stop} may be called
 * from any thread, and return at once.
 */
final class ShadowWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowWorker.class);
    private static final int FAILURES_TO_GIVE_UP = 3;

    /** Loads the version; takes seconds. */
    interface Loader {
        BatchModel load() throws IOException;
    }

    /** A picture that is decoded. */
    private record Ready(ShadowPicture picture, Pixels pixels) {}

    private final String name;
    private final int version;
    private final Loader loader;
    private final Supplier<ShadowOutput> output;
    private final SpareTime spareTime;
    private final ShadowQueue queue;
    private final int batchSize;
    private final Thread thread;

    /** Owned by the worker's thread. */
    private int failuresInARow;

    ShadowWorker(
            String name,
            int version,
            Loader loader,
            Supplier<ShadowOutput> output,
            SpareTime spareTime,
            ShadowSettings settings) {
        this.name = name;
        this.version = version;
        this.loader = loader;
        this.output = output;
        this.spareTime = spareTime;
        this.queue = new ShadowQueue(settings.queuePictures(), settings.queueBytes());
        this.batchSize = settings.batchSize();
        this.thread = new Thread(this, "shadow-" + name + "-" + version);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    int version() {
        return version;
    }

    /** Whether the picture will be tried. */
    boolean offer(ShadowPicture picture) {
        return queue.offer(picture);
    }

    /** Ends the work after the step in progress. */
    void stop() {
        queue.close();
    }

    /** Waits for the thread's end; it may outlast that. */
    void join(Duration patience) throws InterruptedException {
        thread.join(patience.toMillis());
    }

    @Override
    public void run() {
        try (BatchModel model = loader.load();
                ShadowOutput predictions = output.get()) {
            LOG.info("Version {} of model {} is tried as shadow", version, name);
            work(model, predictions);
            LOG.info("Version {} of model {} is shadow no more", version, name);
        } catch (InterruptedException e) {
            LOG.debug("The shadow {}/{} was interrupted", name, version);
        } catch (IOException | RuntimeException | Error e) {
            // An error too, such as one of memory: production is to have what is left.
            LOG.error(
                    "The shadow, version {} of model {}, is given up until its alias is removed and set again;"
                            + " production is not affected",
                    version,
                    name,
                    e);
        } finally {
            queue.close();
        }
    }

    private void work(BatchModel model, ShadowOutput predictions) throws InterruptedException {
        List<Ready> batch = new ArrayList<>(batchSize);
        while (queue.awaitPicture() && awaitSpareTime()) {
            decode(model, queue.remove(), batch);
            boolean complete = batch.size() == batchSize || queue.isEmpty();
            if (complete && !batch.isEmpty() && awaitSpareTime()) {
                run(model, batch, predictions);
                batch.clear();
            }
        }
    }

    private boolean awaitSpareTime() throws InterruptedException {
        while (!spareTime.look()) {
            if (!queue.pause(SpareTime.BETWEEN_LOOKS)) {
                return false;
            }
        }
        return true;
    }

    private void decode(BatchModel model, ShadowPicture picture, List<Ready> batch) {
        try {
            batch.add(new Ready(picture, model.decode(picture.encoded())));
        } catch (UndecodablePictureException | RuntimeException e) {
            LOG.debug(
                    "The shadow {}/{} cannot decode picture {}",
                    name,
                    version,
                    picture.image().getImageId(),
                    e);
        }
    }

    private void run(BatchModel model, List<Ready> batch, ShadowOutput predictions) {
        try {
            List<Classification> answers =
                    model.classify(batch.stream().map(Ready::pixels).toList());
            failuresInARow = 0;
            for (int i = 0; i < batch.size(); i++) {
                predictions.send(batch.get(i).picture(), new Classified(answers.get(i), name, version, Instant.now()));
            }
        } catch (RuntimeException e) {
            failuresInARow++;
            if (failuresInARow == FAILURES_TO_GIVE_UP) {
                throw e;
            }
            LOG.warn("A batch of {} failed on the shadow {}/{} and is dropped", batch.size(), name, version, e);
        }
    }
}
