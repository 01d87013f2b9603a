package dev.tideline.trainer.training;

import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat16;

/**
 * Computes once what the frozen part gives, and reads batches from that. Of a training picture there are {@link
 * TrainingSettings#variants()} augmented versions, which the epochs take in turn; the others are stored as they are.
 */
final class StoredBatches implements BatchSource {
    private final TrainingSettings settings;
    private final RowLayout layout;
    private final boolean warm;
    private final ActivationStore store;
    private final Survey survey;

    private StoredBatches(
            TrainingSettings settings, RowLayout layout, boolean warm, ActivationStore store, Survey survey) {
        this.settings = settings;
        this.layout = layout;
        this.warm = warm;
        this.store = store;
        this.survey = survey;
    }

    /**
     * @param weights of the frozen part
     * @param warm whether the layers behind the border begin with other weights: then every phase begins at the border,
     *     since the pooled features are not theirs
     */
    static StoredBatches prepare(
            Dataset dataset,
            TrainingSettings settings,
            PictureLoader pictures,
            Workers workers,
            MobileNetV2 network,
            PretrainedWeights weights,
            boolean warm,
            RuntimeOptions runtime,
            TrainingListener listener)
            throws IOException, InterruptedException {
        RowLayout layout = RowLayout.of(network, settings, warm);
        Optional<FeatureCache> cache = settings.cache().map(root -> new FeatureCache(root, settings.cacheBytes()));
        CacheGroups groups = CacheGroups.of(settings, layout, weights, runtime.precision());
        ToIntFunction<Part> rows = part -> part == Part.TRAIN ? variants(settings) : 1;
        ActivationStore store = scratch(settings, layout);
        try (FeatureExtractor extractor = new FeatureExtractor(network, weights, layout, runtime)) {
            Extraction extraction = new Extraction(settings, pictures, extractor, store, cache, groups);
            Survey survey = Survey.<Found>run(
                    dataset,
                    workers,
                    rows,
                    (part, encoded, digest) -> find(
                            cache,
                            groups.of(part),
                            digest,
                            rows.applyAsInt(part) * layout.rowBytes(),
                            pictures,
                            encoded),
                    (part, sample, found) -> {
                        if (found.rows().isPresent()) {
                            store.write(sample.row(), found.rows().get());
                        } else {
                            extraction.add(part, sample, found.pixels().orElseThrow(), rows.applyAsInt(part));
                        }
                    },
                    listener);
            extraction.flush();
            cache.ifPresent(FeatureCache::trim);
            int fromCache = survey.figures().count() - extraction.computed();
            return new StoredBatches(settings, layout, warm, store, survey.withFromCache(fromCache));
        } catch (IOException | InterruptedException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Without augmentation all versions of a picture are the same. */
    static int variants(TrainingSettings settings) {
        return settings.augmentation().isNone() ? 1 : settings.variants();
    }

    private static ActivationStore scratch(TrainingSettings settings, RowLayout layout) throws IOException {
        Path folder = settings.cache().orElse(Path.of(System.getProperty("java.io.tmpdir")));
        try {
            return ActivationStore.create(Files.createDirectories(folder), layout.rowBytes());
        } catch (FileSystemException e) {
            throw new IOException(
                    "The cache folder " + folder + " cannot be used: "
                            + (e instanceof FileAlreadyExistsException ? e.getFile() + " is a file" : e)
                            + ". Give a folder that can be written.",
                    e);
        }
    }

    private static Found find(
            Optional<FeatureCache> cache,
            String group,
            String digest,
            int length,
            PictureLoader pictures,
            byte[] encoded)
            throws UndecodablePictureException {
        Optional<byte[]> rows = cache.flatMap(kept -> kept.find(group, digest, length));
        return new Found(rows, rows.isPresent() ? Optional.empty() : Optional.of(pictures.decode(encoded)));
    }

    @Override
    public Survey survey() {
        return survey;
    }

    @Override
    public Entry entry(Phase phase) {
        return switch (phase) {
            case FEATURE_EXTRACTION -> warm ? new Entry.Border(layout.border()) : new Entry.Features();
            case FINE_TUNING -> new Entry.Border(layout.border());
        };
    }

    @Override
    public Batch augmented(List<Sample> samples, Phase phase, int epoch) throws IOException {
        int variants = variants(settings);
        // Each picture begins at another of its versions, so that no epoch sees the same one of all pictures.
        return batch(
                samples,
                phase,
                sample -> sample.row() + Math.floorMod(Seeds.of(settings.seed(), sample.row()) + epoch, variants));
    }

    @Override
    public Batch plain(List<Sample> samples, Phase phase) throws IOException {
        return batch(samples, phase, Sample::row);
    }

    private Batch batch(List<Sample> samples, Phase phase, ToIntFunction<Sample> row) throws IOException {
        boolean atBorder = entry(phase) instanceof Entry.Border;
        int offset = atBorder ? layout.featureBytes() : 0;
        int length = atBorder ? layout.borderBytes() : layout.featureBytes();
        ByteBuffer content = ByteBuffer.allocate(Math.multiplyExact(samples.size(), length));
        for (Sample sample : samples) {
            content.limit(content.position() + length);
            store.read(row.applyAsInt(sample), offset, content);
        }
        int[] labels =
                samples.stream().mapToInt(sample -> sample.example().label()).toArray();
        Shape shape = Shape.of(samples.size(), length / 2);
        Tensor input = Tensor.of(TFloat16.class, shape, DataBuffers.of(content.array(), true, false));
        return new Batch(input, Optional.empty(), labels);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    /** The picture's rows where they were cached, else its pixels. */
    private record Found(Optional<byte[]> rows, Optional<Pixels> pixels) {}
}
