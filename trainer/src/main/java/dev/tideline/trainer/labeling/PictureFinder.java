package dev.tideline.trainer.labeling;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pictures of one task again from where its state says that they stand.
 *
 * <p>Threading: the task's stream thread only.
 */
final class PictureFinder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PictureFinder.class);

    private final JoinState state;
    private final int partition;
    private final PictureLookup.Factory lookups;
    /** Opened when it is first needed: not every processor needs one. */
    private Optional<PictureLookup> lookup = Optional.empty();

    PictureFinder(JoinState state, int partition, PictureLookup.Factory lookups) {
        this.state = state;
        this.partition = partition;
        this.lookups = lookups;
    }

    /**
     * @return empty when no picture is known, or it is gone
     * @throws org.apache.kafka.common.KafkaException when the broker cannot be asked in time
     */
    Optional<CarriedPicture> find(String imageId) {
        return state.position(imageId).flatMap(position -> {
            lookup = lookup.or(() -> Optional.of(lookups.open()));
            Optional<CarriedPicture> found = lookup.get().find(imageId, partition, position);
            if (found.isEmpty()) {
                LOG.warn(
                        "Picture {} is no longer at offset {} of its partition of {}, and its label waits for it."
                                + " Publish the picture again, or send the label with it.",
                        imageId,
                        position.offset(),
                        position.home());
            }
            return found;
        });
    }

    @Override
    public void close() {
        lookup.ifPresent(PictureLookup::close);
    }
}
