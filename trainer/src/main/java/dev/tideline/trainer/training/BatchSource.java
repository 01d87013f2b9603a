package dev.tideline.trainer.training;

import java.io.IOException;
import java.util.List;

/** Gives the pictures of a run as batches, in the form that each phase's graph takes in. Safe from several threads. */
interface BatchSource extends AutoCloseable {
    /** The pictures that could be read. */
    Survey survey();

    /** Where a phase's graph takes the batches in. */
    Entry entry(Phase phase);

    /** Pictures to learn from, augmented for an epoch. The caller closes the batch. */
    Batch augmented(List<Sample> samples, Phase phase, int epoch) throws IOException;

    /** Pictures as they are. The caller closes the batch. */
    Batch plain(List<Sample> samples, Phase phase) throws IOException;

    @Override
    void close() throws IOException;
}
