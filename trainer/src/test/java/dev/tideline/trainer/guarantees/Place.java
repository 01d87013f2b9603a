package dev.tideline.trainer.guarantees;

import java.util.List;

/**
 * A place in a publication where a trainer can be held.
 *
 * @param name as it stands in files
 */
record Place(String name) {
    /** Behind the last record, and before the commit. */
    static final Place COMMIT = new Place("commit");

    /** Behind the commit, before the trainer can note anything of it. */
    static final Place DONE = new Place("done");

    /** All that every publication has: at least three chunks, the version, its alias. */
    static final List<Place> ALL =
            List.of(beforeRecord(1), beforeRecord(2), beforeRecord(3), beforeRecord(4), beforeRecord(5), COMMIT, DONE);

    /** @param number of the record, from 1 */
    static Place beforeRecord(int number) {
        return new Place("before record " + number);
    }
}
