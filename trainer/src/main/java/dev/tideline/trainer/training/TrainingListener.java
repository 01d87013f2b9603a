package dev.tideline.trainer.training;

/** Is told how a run goes, in this order, on the thread that runs it. An exception from it ends the run. */
public interface TrainingListener {
    /** Listens to nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** The network is built; nothing was computed yet. */
    default void network(NetworkFigures network) {}

    /** Pictures read so far, while the data is prepared. */
    default void preparing(int done, int total) {}

    /** Every picture was looked at once. */
    default void data(DataFigures data) {}

    /** How the model that the run begins with does on the validation pictures. */
    default void initial(Evaluation initial) {}

    /** Training begins, or its second half does. */
    default void phase(Phase phase) {}

    /**
     * A batch was trained.
     *
     * @param done batches trained so far in the epoch
     * @param soFar loss and accuracy of training over these
     */
    default void step(Phase phase, int epoch, int done, int total, Evaluation soFar) {}

    /** An epoch ended. */
    default void epoch(EpochFigures figures) {}
}
