package dev.tideline.classifier.engine;

import dev.tideline.model.picture.Pixels;
import java.util.concurrent.CompletableFuture;

/**
 * A picture between decoding and its batch. Whoever takes it completes its result and then releases its model.
 *
 * @param served the model that it was decoded for, held
 * @param pixels the picture in that model's form
 * @param result where the answer goes
 * @param readySince when it was decoded, as of {@link System#nanoTime()}
 */
record DecodedPicture(ServedModel served, Pixels pixels, CompletableFuture<Outcome> result, long readySince) {
    void complete(Outcome outcome) {
        result.complete(outcome);
        served.release();
    }

    void fail(EngineFailureException failure) {
        result.completeExceptionally(failure);
        served.release();
    }
}
