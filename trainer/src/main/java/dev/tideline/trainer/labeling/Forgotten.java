package dev.tideline.trainer.labeling;

import java.time.Instant;

/**
 * That a picture was forgotten: what was said of it earlier counts no more, however late it comes.
 *
 * @param at the time of the newest tombstone
 */
record Forgotten(Instant at) {
    /** Forgotten at {@code later} too, or at {@code later} for the first time. */
    static Forgotten again(Forgotten known, Instant later) {
        return known == null || later.isAfter(known.at) ? new Forgotten(later) : known;
    }

    /** Whether something of that time is forgotten; of the same time it is. */
    boolean covers(Instant time) {
        return !time.isAfter(at);
    }
}
