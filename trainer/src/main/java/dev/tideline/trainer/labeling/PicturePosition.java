package dev.tideline.trainer.labeling;

import java.time.Instant;

/**
 * Where a picture can be read again: in the task's own partition of a topic.
 *
 * @param home the topic
 * @param offset the record's offset
 * @param writtenAt the record's timestamp, by which the broker forgets it
 */
record PicturePosition(Home home, long offset, Instant writtenAt) {
    /** The topics that hold pictures. */
    enum Home {
        /** Kept for a time only. */
        IMAGES,
        /** Compacted: the newest record of a picture stays. */
        LABELED_IMAGES
    }
}
