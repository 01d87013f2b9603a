package dev.tideline.trainer.training;

import dev.tideline.model.picture.Pixels;
import dev.tideline.trainer.data.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Gathers pictures into batches for the frozen part, and stores and caches what it gives. One thread at a time. */
final class Extraction {
    /** More gains nothing on a CPU. */
    private static final int BATCH_ROWS = 32;

    private final TrainingSettings settings;
    private final PictureLoader pictures;
    private final FeatureExtractor extractor;
    private final ActivationStore store;
    private final Optional<FeatureCache> cache;
    private final CacheGroups groups;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Pixels> pixels = new ArrayList<>();
    private final List<float[]> transforms = new ArrayList<>();
    private int computed;

    Extraction(
            TrainingSettings settings,
            PictureLoader pictures,
            FeatureExtractor extractor,
            ActivationStore store,
            Optional<FeatureCache> cache,
            CacheGroups groups) {
        this.settings = settings;
        this.pictures = pictures;
        this.extractor = extractor;
        this.store = store;
        this.cache = cache;
        this.groups = groups;
    }

    /** Takes a picture in; its rows are stored by the time of {@link #flush()}. */
    void add(Part part, Sample sample, Pixels picture, int rows) throws IOException {
        waiting.add(new Waiting(part, sample, rows));
        for (int variant = 0; variant < rows; variant++) {
            pixels.add(picture);
            transforms.add(part == Part.TRAIN ? transform(sample, variant) : Transforms.identity());
        }
        if (pixels.size() >= BATCH_ROWS) {
            flush();
        }
    }

    /** Pictures whose rows are stored. */
    int computed() {
        return computed;
    }

    void flush() throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        byte[] all;
        try (TUint8 pictureTensor = pictures.tensor(pixels);
                TFloat32 transformTensor = PictureBatches.transforms(transforms)) {
            all = extractor.extract(pictureTensor, transformTensor);
        }
        int begin = 0;
        for (Waiting picture : waiting) {
            int end = begin + picture.rows() * store.rowBytes();
            byte[] rows = Arrays.copyOfRange(all, begin, end);
            store.write(picture.sample().row(), rows);
            cache.ifPresent(kept ->
                    kept.keep(groups.of(picture.part()), picture.sample().digest(), rows));
            begin = end;
        }
        computed += waiting.size();
        waiting.clear();
        pixels.clear();
        transforms.clear();
    }

    /** Depends on the picture's content, so that what is cached of it is found again wherever it stands. */
    private float[] transform(Sample sample, int variant) {
        if (settings.augmentation().isNone()) {
            return Transforms.identity();
        }
        long content = Long.parseUnsignedLong(sample.digest().substring(0, 16), 16);
        SplittableRandom random = new SplittableRandom(Seeds.of(settings.seed(), content, variant));
        return Transforms.random(settings.augmentation(), settings.inputSize(), random);
    }

    private record Waiting(Part part, Sample sample, int rows) {}
}
