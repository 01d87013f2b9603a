package dev.tideline.ingest;

/** Hears how an ingest goes, on the thread that runs it. */
public interface IngestListener {
    /** An ingest that nobody watches. */
    IngestListener NONE = new IngestListener() {};

    /** Comes first, with the number of files that will be looked at. */
    default void started(long files) {}

    /** A picture was handed to Kafka. */
    default void sent(Picture picture) {}

    /** A file holds the same picture as one before it. */
    default void duplicate(Picture picture) {}

    /** A file was not sent. */
    default void refused(Refusal refusal) {}
}
