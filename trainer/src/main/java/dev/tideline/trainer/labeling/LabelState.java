package dev.tideline.trainer.labeling;

import java.time.Instant;
import java.util.Optional;

/**
 * The newest label of a picture.
 *
 * @param waitingSince the time of the feedback record that brought a label which still waits for its picture; empty once
 *     the picture was written to labeled-images with this label
 */
record LabelState(Label label, Optional<Instant> waitingSince) {
    static LabelState waiting(Label label, Instant since) {
        return new LabelState(label, Optional.of(since));
    }

    static LabelState joined(Label label) {
        return new LabelState(label, Optional.empty());
    }

    boolean joined() {
        return waitingSince.isEmpty();
    }

    /** With a label that came later: the newer of the two. */
    LabelState with(Label later, Instant since) {
        return later.replaces(label) ? waiting(later, since) : this;
    }
}
