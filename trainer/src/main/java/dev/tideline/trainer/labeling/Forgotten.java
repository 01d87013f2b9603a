package dev.tideline.trainer.labeling;

import java.time.Instant;

/**
 * That a picture was forgotten: what was said of it earlier counts no more, however late it comes.
 *
 * @param at the time of the newest tombstone
 * @param unheard tombstones that the join itself wrote to labeled-images and has not read back; what it reads of the
 *     picture until then stands before them, and is forgotten by them
 */
record Forgotten(Instant at, int unheard) {
    /** Forgotten at {@code later} too, or at {@code later} for the first time. */
    static Forgotten again(Forgotten known, Instant later) {
        return known == null
                ? new Forgotten(later, 0)
                : new Forgotten(later.isAfter(known.at) ? later : known.at, known.unheard);
    }

    Forgotten written() {
        return new Forgotten(at, unheard + 1);
    }

    Forgotten heard() {
        return new Forgotten(at, Math.max(0, unheard - 1));
    }

    /** Whether something of that time is forgotten; of the same time it is. */
    boolean covers(Instant time) {
        return !time.isAfter(at);
    }
}
