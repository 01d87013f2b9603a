package dev.tideline.trainer.labeling;

import java.time.Instant;
import java.util.Optional;

/**
 * The newest label of a picture.
 *
 * @param waitingSince the time of the feedback record that brought a label which still waits for its picture; empty once
 *     the picture stands on labeled-images with this label
 * @param written whether the join has written the picture to labeled-images, with this label or an older one
 */
record LabelState(Label label, Optional<Instant> waitingSince, boolean written) {
    /** The first label of a picture. */
    static LabelState waiting(Label label, Instant since) {
        return new LabelState(label, Optional.of(since), false);
    }

    static LabelState joined(Label label) {
        return new LabelState(label, Optional.empty(), true);
    }

    boolean joined() {
        return waitingSince.isEmpty();
    }

    /** With a label that came later: the newer of the two. */
    LabelState with(Label later, Instant since) {
        return later.replaces(label) ? new LabelState(later, Optional.of(since), written) : this;
    }
}
