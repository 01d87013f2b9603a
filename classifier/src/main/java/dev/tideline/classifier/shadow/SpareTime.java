package dev.tideline.classifier.shadow;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tells whether production has time to spare: it is idle now, and was found idle at least half of the last
 * {@value #LOOKS} times. Being idle now is not enough, since under a full load the engine runs empty for a moment at each
 * commit. Time in which nobody looked counts as busy, so the shadow's own work makes it pause too.
 *
 * <p>Threading: for one thread.
 */
final class SpareTime {
    /** How long to wait before looking again. */
    static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    static final int LOOKS = Long.SIZE;

    private final BooleanSupplier productionIdle;
    private final LongSupplier nanoTime;
    /** A bit a look, the newest lowest; set when production was idle. */
    private long history;

    private long lastLook;

    SpareTime(BooleanSupplier productionIdle, LongSupplier nanoTime) {
        this.productionIdle = productionIdle;
        this.nanoTime = nanoTime;
        this.lastLook = nanoTime.getAsLong();
    }

    boolean look() {
        long now = nanoTime.getAsLong();
        long missed = (now - lastLook) / BETWEEN_LOOKS.toNanos() - 1;
        lastLook = now;
        boolean idle = productionIdle.getAsBoolean();
        history = (missed >= LOOKS - 1 ? 0 : history << Math.max(0, missed) << 1) | (idle ? 1 : 0);
        return idle && Long.bitCount(history) >= LOOKS / 2;
    }
}
