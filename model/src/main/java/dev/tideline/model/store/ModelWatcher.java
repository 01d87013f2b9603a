package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one alias of one model and hands the bundle of the version that it names to a listener, first the one of now,
 * then each newer one. Only the newest wish counts: versions that the alias named in passing may be skipped. A version
 * that fails any check is refused, and the watcher goes on; an alias that names a version which is not there yet waits
 * for it; an alias that is removed is reported, and starts afresh when it is set again. Chunks go straight to disk.
 *
 * <p>Threading: one thread of its own, which also calls the listener. While Kafka or the schema registry cannot be
 * reached it keeps trying, and the listener hears nothing.
 */
public final class ModelWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelWatcher.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(10);

    private final String name;
    private final String alias;
    private final ModelListener listener;
    private final CatalogReader catalog;
    private final ArtifactFetcher fetcher;
    private final BundleFolder folder;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Owned by the watcher's thread: what was last handed over, and what was last refused. */
    private Optional<Wish> served = Optional.empty();

    private Optional<Wish> refused = Optional.empty();

    /** A version that is to serve, and the record that says so. */
    private record Wish(ModelVersion version, ModelAlias alias) {
        boolean isSameVersionAs(Wish other) {
            return version.getVersion() == other.version.getVersion()
                    && version.getArtifactSha256().equals(other.version.getArtifactSha256());
        }
    }

    private ModelWatcher(KafkaSettings kafka, String name, String alias, Path cache, ModelListener listener) {
        this.name = name;
        this.alias = alias;
        this.listener = listener;
        this.catalog = new CatalogReader(kafka, "tideline-model-watcher-" + name + "-" + alias);
        this.fetcher = new ArtifactFetcher(kafka, this::isClosing);
        this.folder = new BundleFolder(cache);
        this.thread = new Thread(this::run, "model-watcher-" + name + "-" + alias);
        thread.setDaemon(true);
    }

    /**
     * Starts to follow an alias.
     *
     * @param cache folder for bundles, of this watcher alone; created when missing, and what an earlier watcher left
     *     there is deleted
     */
    public static ModelWatcher start(
            KafkaSettings kafka, String name, String alias, Path cache, ModelListener listener) {
        ModelWatcher watcher = new ModelWatcher(kafka, name, alias, cache, listener);
        watcher.thread.start();
        return watcher;
    }

    private void run() {
        try (catalog) {
            while (!isClosing()) {
                try {
                    follow();
                } catch (WakeupException e) {
                    LOG.debug("The watcher of {} {} is closing", name, alias);
                } catch (RuntimeException e) {
                    LOG.warn("Cannot follow {} {} now, and will try again: {}", name, alias, e.getMessage());
                    LOG.debug("The failure in full", e);
                    pause();
                }
            }
        }
    }

    /** Runs until something fails. Reads all there is first: what the alias named long ago is nobody's wish. */
    private void follow() {
        catalog.readToEnd();
        while (!isClosing()) {
            newWish().ifPresent(this::fulfil);
            noticeRemoval();
            catalog.poll(POLL);
        }
    }

    private void pause() {
        try {
            closing.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Only close() knows this thread.
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private Optional<Wish> newWish() {
        return wish().filter(wish -> served.filter(wish::isSameVersionAs).isEmpty())
                .filter(wish -> refused.filter(wish::equals).isEmpty());
    }

    private Optional<Wish> wish() {
        ModelCatalog now = catalog.snapshot();
        return now.alias(name, alias)
                .flatMap(named -> now.version(name, named.getVersion()).map(version -> new Wish(version, named)));
    }

    /** An alias that names a version which is not there still says what is wanted: only its own end is a removal. */
    private void noticeRemoval() {
        if (served.isPresent() && catalog.snapshot().alias(name, alias).isEmpty()) {
            served = Optional.empty();
            refused = Optional.empty();
            LOG.info("{} {} names no version any more", name, alias);
            listener.onRemoved();
        }
    }

    private void fulfil(Wish wish) {
        try {
            Path place = folder.prepare(wish.version());
            try {
                fulfil(wish, place);
            } finally {
                if (served.filter(wish::equals).isPresent()) {
                    folder.keep(place);
                } else {
                    Folders.delete(place);
                }
            }
        } catch (RefusedVersionException e) {
            refuse(wish, e.getMessage());
        } catch (IOException e) {
            refuse(wish, "It cannot be unpacked here: " + e);
        }
    }

    private void fulfil(Wish wish, Path place) throws IOException, RefusedVersionException {
        Path file = place.resolve("bundle.zip");
        fetcher.fetch(wish.version(), file);
        ModelBundle bundle = folder.unpack(wish.version(), file);
        catalog.poll(Duration.ZERO);
        if (wish().filter(wish::isSameVersionAs).isEmpty()) {
            LOG.info(
                    "{} {} is no longer version {}", name, alias, wish.version().getVersion());
            return;
        }
        try {
            listener.onBundle(bundle, wish.version(), wish.alias());
            served = Optional.of(wish);
            refused = Optional.empty();
        } catch (IOException | RuntimeException | Error e) {
            // An error too: the version before serves on, and only its follower can bring a better one.
            LOG.warn("Version {} of {} failed", wish.version().getVersion(), name, e);
            throw new RefusedVersionException("It does not run here: " + e.getMessage());
        }
    }

    private void refuse(Wish wish, String reason) {
        refused = Optional.of(wish);
        LOG.warn("Version {} of {} is refused: {}", wish.version().getVersion(), name, reason);
        listener.onRefused(wish.version(), wish.alias(), reason);
    }

    /**
     * Stops, waiting for a listener's call in progress; one that lasts too long is interrupted. Not to be called from
     * the listener.
     */
    @Override
    public void close() {
        closing.countDown();
        catalog.wakeUp();
        try {
            thread.join(PATIENCE_AT_CLOSE.toMillis());
            thread.interrupt();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
