package dev.tideline.model.claim;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A folder or a part of a server that pictures may be fetched from, and whether it answered when it was last asked. A
 * place that did not is tried once a picture, not again and again, until it answers: else every picture of a server that
 * is down would hold up those behind it for as long as the first.
 *
 * <p>Thread-safe.
 */
final class AllowedPlace {
    private final PictureAddress prefix;
    private final AtomicBoolean down = new AtomicBoolean();

    AllowedPlace(PictureAddress prefix) {
        this.prefix = prefix;
    }

    boolean holds(PictureAddress address) {
        return prefix.holds(address);
    }

    PictureAddress prefix() {
        return prefix;
    }

    boolean isDown() {
        return down.get();
    }

    void answered() {
        down.set(false);
    }

    void didNotAnswer() {
        down.set(true);
    }
}
