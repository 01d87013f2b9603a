package dev.tideline.trainer.labeling;

import java.util.OptionalLong;

/**
 * What the join itself has written to labeled-images of one picture. It numbers its records of a picture from 1, so that
 * it knows one that it reads back, however many compaction has taken before it was read.
 *
 * @param last number of the latest record; 0 when there is none
 * @param awaited whether the latest is still to be read back, and what it is
 */
record OwnWrites(long last, Awaited awaited) {
    static final OwnWrites NONE = new OwnWrites(0, Awaited.NOTHING);

    /** What of the join's own may stand behind what it has read. */
    enum Awaited {
        NOTHING,
        PICTURE,
        TOMBSTONE
    }

    /** Where a record of labeled-images comes from. */
    enum Origin {
        /** The join's own latest of the picture. */
        LATEST,
        /** The join's own, and a later one was written behind it. */
        EARLIER,
        /** Somebody else's; so is a copy of a record that the join has read back before, and one that it knows nothing of. */
        OTHERS
    }

    /** One more is written. */
    OwnWrites next(Awaited kind) {
        return new OwnWrites(last + 1, kind);
    }

    /** @param number of the record that is read, if the join's id is on it */
    Origin originOf(OptionalLong number) {
        if (awaited == Awaited.NOTHING || number.isEmpty() || number.getAsLong() > last) {
            return Origin.OTHERS;
        }
        return number.getAsLong() == last ? Origin.LATEST : Origin.EARLIER;
    }

    /** Once that record is read. A number above the last comes from before the state was lost: later ones go above it. */
    OwnWrites having(OptionalLong number) {
        return number.isPresent() && number.getAsLong() >= last
                ? new OwnWrites(number.getAsLong(), Awaited.NOTHING)
                : this;
    }
}
