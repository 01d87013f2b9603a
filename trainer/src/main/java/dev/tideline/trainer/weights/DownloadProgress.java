package dev.tideline.trainer.weights;

/** Is told how far a download is. Called by one thread at a time, not always the same. */
@FunctionalInterface
public interface DownloadProgress {
    /** Nobody watches. */
    DownloadProgress NONE = (file, received, total) -> {};

    /**
     * More of a file has arrived. Not called when nothing has to be downloaded.
     *
     * @param file the file's name
     * @param received bytes so far
     * @param total bytes of the whole file; 0 where the server does not say
     */
    void received(String file, long received, long total);
}
