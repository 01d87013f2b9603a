package dev.tideline.benchmarks.shift;

import dev.tideline.benchmarks.data.Photos;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelWatcher;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * Every version that becomes production is asked about the same photos, none of which is in the stream: so versions can
 * be compared that met different parts of it. They are examined in the background, as they come.
 *
 * <p>Threading: safe from any thread.
 */
public final class Exam implements AutoCloseable {
    private final Examiner examiner;
    private final ModelWatcher watcher;

    private Exam(Examiner examiner, ModelWatcher watcher) {
        this.examiner = examiner;
        this.watcher = watcher;
    }

    /** @param folder for bundles */
    public static Exam open(Services services, Path folder, Photos photos, Alteration alteration) {
        Examiner examiner = new Examiner(photos.all(), alteration);
        return new Exam(
                examiner,
                ModelWatcher.start(services.kafka(), services.modelName(), ModelCatalog.PRODUCTION, folder, examiner));
    }

    /**
     * Waits until a version is examined.
     *
     * @return what each version so far got right of the photos of each kind, by its number
     * @throws IllegalStateException when one could not be examined, or that version does not come
     */
    public SortedMap<Integer, Map<Kind, Share>> marks(int version) throws InterruptedException {
        return examiner.marks(version);
    }

    @Override
    public void close() {
        watcher.close();
    }
}
