package dev.tideline.trainer.training;

import dev.tideline.model.picture.Pixels;
import dev.tideline.trainer.data.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Keras's way: decodes and augments every picture anew in every epoch, for the whole network. */
final class PictureBatches implements BatchSource {
    private final PictureLoader pictures;
    private final TrainingSettings settings;
    private final Survey survey;

    private PictureBatches(PictureLoader pictures, TrainingSettings settings, Survey survey) {
        this.pictures = pictures;
        this.settings = settings;
        this.survey = survey;
    }

    static PictureBatches prepare(
            Dataset dataset,
            TrainingSettings settings,
            PictureLoader pictures,
            Workers workers,
            TrainingListener listener)
            throws IOException, InterruptedException {
        Survey survey = Survey.run(
                dataset,
                workers,
                part -> 1,
                (part, encoded, digest) -> pictures.decode(encoded).height(),
                (part, sample, height) -> {},
                listener);
        return new PictureBatches(pictures, settings, survey);
    }

    @Override
    public Survey survey() {
        return survey;
    }

    @Override
    public Entry entry(Phase phase) {
        return new Entry.Pictures();
    }

    @Override
    public Batch augmented(List<Sample> samples, Phase phase, int epoch) throws IOException {
        return batch(samples, sample -> {
            SplittableRandom random = new SplittableRandom(Seeds.of(settings.seed(), sample.row(), epoch));
            return Transforms.random(settings.augmentation(), settings.inputSize(), random);
        });
    }

    @Override
    public Batch plain(List<Sample> samples, Phase phase) throws IOException {
        return batch(samples, sample -> Transforms.identity());
    }

    private Batch batch(List<Sample> samples, Function<Sample, float[]> transform) throws IOException {
        List<Pixels> decoded = new ArrayList<>();
        for (Sample sample : samples) {
            decoded.add(pictures.pixels(sample.example()));
        }
        int[] labels =
                samples.stream().mapToInt(sample -> sample.example().label()).toArray();
        return new Batch(
                pictures.tensor(decoded),
                Optional.of(transforms(samples.stream().map(transform).toList())),
                labels);
    }

    /** Transforms as a tensor [n, 8]; the caller closes it. */
    static TFloat32 transforms(List<float[]> each) {
        float[] all = new float[8 * each.size()];
        for (int i = 0; i < each.size(); i++) {
            System.arraycopy(each.get(i), 0, all, 8 * i, 8);
        }
        return TFloat32.tensorOf(Shape.of(each.size(), 8), DataBuffers.of(all, true, false));
    }

    @Override
    public void close() {}
}
