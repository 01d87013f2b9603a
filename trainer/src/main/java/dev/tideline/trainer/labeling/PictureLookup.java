package dev.tideline.trainer.labeling;

import java.util.Optional;

/** Reads a picture again from where it stands on its topic. Used by one thread. */
interface PictureLookup extends AutoCloseable {
    /**
     * @return empty when the broker has forgotten the record, or the record carries no picture
     * @throws org.apache.kafka.common.KafkaException when the broker cannot be asked in time: the picture may be there
     */
    Optional<CarriedPicture> find(String imageId, int partition, PicturePosition position);

    @Override
    void close();

    /** Makes a lookup for one processor of a task. */
    interface Factory {
        PictureLookup open();
    }
}
