package dev.tideline.benchmarks.shift;

import dev.tideline.benchmarks.data.Photos.Photo;
import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.store.ModelListener;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks versions of a model about the same photos, each as it is and altered.
 *
 * <p>Threading: {@link #marks} may be called from any thread; the others are called by the watcher's.
 */
final class Examiner implements ModelListener {
    private static final int BATCH = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<Photo> photos;
    private final Alteration alteration;
    // Guarded by this:
    private final SortedMap<Integer, Map<Kind, Share>> marks = new TreeMap<>();
    private Optional<String> failure = Optional.empty();

    Examiner(List<Photo> photos, Alteration alteration) {
        this.photos = photos;
        this.alteration = alteration;
    }

    @Override
    public void onBundle(ModelBundle bundle, ModelVersion version, ModelAlias alias) throws IOException {
        Map<Kind, Share> marked = new EnumMap<>(Kind.class);
        ModelSpec.Input input = bundle.spec().input();
        try (ImageClassifier classifier = ImageClassifier.load(bundle, RuntimeOptions.defaults());
                PictureDecoder decoder = new PictureDecoder(input.height(), input.width(), DecodeLimits.defaults())) {
            for (Kind kind : Kind.values()) {
                marked.put(kind, marks(classifier, decoder, kind));
            }
        }
        synchronized (this) {
            marks.put(version.getVersion(), marked);
            notifyAll();
        }
    }

    private Share marks(ImageClassifier classifier, PictureDecoder decoder, Kind kind) throws IOException {
        Share share = Share.NONE;
        for (int from = 0; from < photos.size(); from += BATCH) {
            List<Photo> batch = photos.subList(from, Math.min(from + BATCH, photos.size()));
            List<Pixels> pixels = new ArrayList<>();
            for (Photo photo : batch) {
                pixels.add(decoded(photo, decoder, kind));
            }
            List<Classification> answers = classifier.classify(pixels);
            for (int i = 0; i < batch.size(); i++) {
                share = share.with(answers.get(i).label().equals(batch.get(i).label()));
            }
        }
        return share;
    }

    private Pixels decoded(Photo photo, PictureDecoder decoder, Kind kind) throws IOException {
        try {
            return decoder.decode(kind == Kind.ALTERED ? alteration.of(photo.read()) : photo.read());
        } catch (UndecodablePictureException e) {
            throw new IOException("The photo " + photo.file() + " cannot be decoded", e);
        }
    }

    @Override
    public synchronized void onRefused(ModelVersion version, ModelAlias alias, String reason) {
        failure = Optional.of("Version " + version.getVersion() + " cannot be examined: " + reason);
        notifyAll();
    }

    /** Nobody removes production here. */
    @Override
    public void onRemoved() {}

    /**
     * Waits until a version is examined.
     *
     * @return what each version so far got right, by its number
     * @throws IllegalStateException when one could not be examined, or that version does not come
     */
    synchronized SortedMap<Integer, Map<Kind, Share>> marks(int version) throws InterruptedException {
        long started = System.nanoTime();
        while (!marks.containsKey(version)) {
            failure.ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            long left = PATIENCE.toNanos() - (System.nanoTime() - started);
            if (left <= 0) {
                throw new IllegalStateException("Version " + version + " is not examined yet after "
                        + PATIENCE.toMinutes() + " minutes; examined are " + marks.keySet());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return new TreeMap<>(marks);
    }
}
