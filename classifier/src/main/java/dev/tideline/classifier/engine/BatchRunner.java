package dev.tideline.classifier.engine;

import dev.tideline.model.picture.Pixels;
import dev.tideline.model.serving.Classification;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of batches: runs them until the queue is closed. When a batch fails its members are tried alone. One that fails alone, while a
 * blank picture does not, is at fault and rejected; when the blank fails too the model is broken, and nobody is rejected.
 * Whatever happens, every picture of a batch gets an answer.
 */
final class BatchRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

    private final BatchQueue queue;
    private final EngineListener listener;

    BatchRunner(BatchQueue queue, EngineListener listener) {
        this.queue = queue;
        this.listener = listener;
    }

    @Override
    public void run() {
        try {
            for (List<DecodedPicture> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                run(batch);
            }
        } catch (InterruptedException e) {
            LOG.error("The inference thread was interrupted: nothing is classified any more", e);
        } finally {
            queue.close();
        }
    }

    private void run(List<DecodedPicture> batch) {
        BatchModel model = batch.get(0).served().model();
        long left = System.nanoTime();
        batch.forEach(picture -> listener.batched(model, left - picture.readySince()));
        List<Classification> answers;
        try {
            answers = infer(model, batch.stream().map(DecodedPicture::pixels).toList());
        } catch (RuntimeException e) {
            listener.batchFailed(model, batch.size());
            LOG.warn(
                    "A batch of {} failed on {}/{}: trying its pictures alone",
                    batch.size(),
                    model.name(),
                    model.version(),
                    e);
            batch.forEach(picture -> runAlone(model, picture));
            return;
        } catch (Error e) {
            EngineFailureException failure = failure(model, e);
            batch.forEach(picture -> picture.fail(failure));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).complete(classified(model, answers.get(i)));
        }
    }

    private void runAlone(BatchModel model, DecodedPicture picture) {
        try {
            picture.complete(
                    classified(model, infer(model, List.of(picture.pixels())).get(0)));
        } catch (RuntimeException e) {
            if (works(model, picture.pixels())) {
                picture.complete(new Outcome.Rejected("refused_by_model", "The model failed on this picture: " + e));
            } else {
                picture.fail(failure(model, e));
            }
        } catch (Error e) {
            picture.fail(failure(model, e));
        }
    }

    /** Whether the model can classify a blank picture of the same size, now. */
    private static boolean works(BatchModel model, Pixels like) {
        try {
            classify(model, List.of(Pixels.blank(like.height(), like.width())));
            return true;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private List<Classification> infer(BatchModel model, List<Pixels> batch) {
        long began = System.nanoTime();
        List<Classification> answers = classify(model, batch);
        listener.inferred(model, batch.size(), System.nanoTime() - began);
        return answers;
    }

    private static List<Classification> classify(BatchModel model, List<Pixels> batch) {
        List<Classification> answers = model.classify(batch);
        if (answers.size() != batch.size()) {
            throw new IllegalStateException(answers.size() + " answers to " + batch.size() + " pictures");
        }
        return answers;
    }

    private static EngineFailureException failure(BatchModel model, Throwable cause) {
        return new EngineFailureException(
                "Model " + model.name() + "/" + model.version() + " failed as a whole: " + cause, cause);
    }

    private static Outcome classified(BatchModel model, Classification answer) {
        return new Outcome.Classified(answer, model.name(), model.version(), Instant.now());
    }
}
