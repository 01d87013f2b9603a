package dev.tideline.classifier.streams;

import dev.tideline.classifier.claim.ClaimDesk;
import dev.tideline.classifier.engine.Outcome;
import dev.tideline.model.claim.ClaimCheck;
import dev.tideline.model.claim.ClaimCheckException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A picture that travels by claim check.
 *
 * <p>Threading: {@link #begin} once, from the stream thread; {@link #encoded} from any thread after that.
 */
final class FetchedPicture {
    private static final byte[] NOTHING = {};

    private final ClaimDesk desk;
    private final ClaimCheck claim;
    private volatile CompletableFuture<byte[]> picture;

    FetchedPicture(ClaimDesk desk, ClaimCheck claim) {
        this.desk = desk;
        this.claim = claim;
    }

    CompletableFuture<byte[]> begin() {
        picture = desk.fetch(claim);
        return picture;
    }

    /** The encoded picture; empty when it has not come. */
    byte[] encoded() {
        return picture.isCompletedExceptionally() ? NOTHING : picture.getNow(NOTHING);
    }

    /** What becomes of a picture that did not come; the engine's own failures stay failures. */
    static Outcome rejected(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof ClaimCheckException fault) {
            return new Outcome.Rejected(fault.reason().word(), fault.getMessage());
        }
        throw new CompletionException(cause);
    }
}
