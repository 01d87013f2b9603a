package dev.tideline.model.claim;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Takes the body of an answer as long as it is no longer than it should be, and hangs up otherwise. What comes out is
 * shorter than wanted for every body of another length: cut short at its end, or empty when it was too long.
 *
 * <p>Threading: the HTTP client's, one call at a time.
 */
final class ExactBody implements BodySubscriber<byte[]> {
    private final byte[] bytes;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Subscription subscription;
    private int taken;

    /** @param wanted length in bytes; 0 when nothing of the body matters */
    ExactBody(int wanted) {
        bytes = new byte[wanted];
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        if (bytes.length == 0) {
            hangUp();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int size = buffer.remaining();
            if (size > bytes.length - taken) {
                hangUp();
                return;
            }
            buffer.get(bytes, taken, size);
            taken += size;
        }
    }

    private void hangUp() {
        subscription.cancel();
        body.complete(new byte[0]);
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(taken == bytes.length ? bytes : Arrays.copyOf(bytes, taken));
    }
}
