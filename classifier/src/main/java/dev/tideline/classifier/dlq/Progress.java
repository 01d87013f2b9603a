package dev.tideline.classifier.dlq;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far one partition's dead letters have been sent back. A redrive of one reason passes over the others, and these
 * remain to be sent; so there is an offset for all, and one for each reason that is further than that.
 *
 * @param offset every letter before it is done
 * @param offsetByReason letters of a reason before it are done too
 */
record Progress(long offset, Map<String, Long> offsetByReason) {
    static final Progress NONE = new Progress(0, Map.of());

    Progress {
        offsetByReason = Map.copyOf(offsetByReason);
    }

    boolean isDone(String reason, long letter) {
        return letter < doneOf(reason);
    }

    /** Where a redrive of a reason, or of all, goes on. */
    long next(Optional<String> reason) {
        return reason.map(this::doneOf).orElse(offset);
    }

    private long doneOf(String reason) {
        return Math.max(offset, offsetByReason.getOrDefault(reason, 0L));
    }

    /** This progress, unless it goes beyond the topic's end: then the topic was made anew, and has other letters. */
    Progress unlessBeyond(long end) {
        boolean beyond = offset > end || offsetByReason.values().stream().anyMatch(further -> further > end);
        return beyond ? NONE : this;
    }

    /** After all letters of a reason, or all letters, before an offset were sent. */
    Progress upTo(long reached, Optional<String> reason) {
        Map<String, Long> further = new TreeMap<>(offsetByReason);
        reason.ifPresent(one -> further.put(one, reached));
        long done = reason.isPresent() ? offset : reached;
        further.values().removeIf(offsetOfReason -> offsetOfReason <= done);
        return new Progress(done, further);
    }
}
