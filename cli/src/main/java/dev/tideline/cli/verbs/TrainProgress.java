package dev.tideline.cli.verbs;

import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Evaluation;
import dev.tideline.trainer.training.NetworkFigures;
import dev.tideline.trainer.training.Phase;
import dev.tideline.trainer.training.TrainingListener;
import dev.tideline.trainer.training.TrainingSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Shows how a run goes: a bar a phase where somebody watches, and one line an epoch, as Keras has it. */
final class TrainProgress implements TrainingListener, AutoCloseable {
    private static final int LISTED = 20;
    private static final String CLEAR_LINE = "\r\033[K";

    private final TrainingSettings settings;
    private final Function<NetworkFigures, List<String>> summary;
    private final PrintWriter out;
    private final boolean watched;
    private ProgressLine bar;
    private Phase phase;
    private int epochsBefore;
    private int epochsDone;

    /** @param watched whether a terminal shows the output */
    TrainProgress(
            TrainingSettings settings,
            Function<NetworkFigures, List<String>> summary,
            PrintWriter out,
            boolean watched) {
        this.settings = settings;
        this.summary = summary;
        this.out = out;
        this.watched = watched;
        this.bar = new ProgressLine("Pictures", false);
    }

    @Override
    public void network(NetworkFigures network) {
        summary.apply(network).forEach(out::println);
        out.println();
        out.flush();
        bar = new ProgressLine("Reading pictures", watched);
    }

    @Override
    public void preparing(int done, int total) {
        bar.showing(total).stepTo(done);
    }

    @Override
    public void data(DataFigures data) {
        bar.close();
        int width = Math.max(
                8, data.labels().stream().mapToInt(String::length).max().orElse(0));
        String row = "%-" + width + "s %9s %11s %9s%n";
        out.printf(row, "Pictures", "train", "validation", "test");
        IntStream.range(0, data.labels().size())
                .forEach(label -> out.printf(
                        row,
                        data.labels().get(label),
                        data.pictures().get(Part.TRAIN).get(label),
                        data.pictures().get(Part.VALIDATION).get(label),
                        data.pictures().get(Part.TEST).get(label)));
        out.printf(row, "in all", data.count(Part.TRAIN), data.count(Part.VALIDATION), data.count(Part.TEST));
        if (data.fromCache() > 0) {
            out.println(data.fromCache() + " of " + data.count() + " pictures' features come from the cache");
        }
        unreadable(data.unreadable());
        out.println();
        out.flush();
    }

    private void unreadable(List<DataFigures.Unreadable> pictures) {
        if (pictures.isEmpty()) {
            return;
        }
        out.println(pictures.size() + " unreadable, left out:");
        pictures.stream()
                .limit(LISTED)
                .map(picture -> "  " + picture.id() + ": " + picture.reason())
                .forEach(line -> out.println(Printable.of(line)));
        if (pictures.size() > LISTED) {
            out.println("  and " + (pictures.size() - LISTED) + " more; the report lists them all");
        }
    }

    @Override
    public void initial(Evaluation initial) {
        out.printf(Locale.ROOT, "initial loss: %.4f - initial accuracy: %.4f%n", initial.loss(), initial.accuracy());
        out.flush();
    }

    @Override
    public void step(Phase current, int epoch, int done, int total, Evaluation soFar) {
        begin(current);
        bar.showing((long) epochs() * total).stepTo((long) (epoch - 1 - epochsBefore) * total + done);
    }

    @Override
    public void epoch(EpochFigures figures) {
        begin(figures.phase());
        epochsDone = figures.epoch();
        out.printf(
                Locale.ROOT,
                "%sEpoch %d/%d - %.1fs - loss: %.4f - accuracy: %.4f - val_loss: %.4f - val_accuracy: %.4f%n",
                watched ? CLEAR_LINE : "",
                figures.epoch(),
                epochsBefore + epochs(),
                figures.seconds(),
                figures.loss(),
                figures.accuracy(),
                figures.validationLoss(),
                figures.validationAccuracy());
        out.flush();
    }

    private void begin(Phase current) {
        if (current == phase) {
            return;
        }
        bar.close();
        phase = current;
        epochsBefore = epochsDone;
        String name =
                switch (current) {
                    case FEATURE_EXTRACTION -> "Feature extraction";
                    case FINE_TUNING -> "Fine-tuning";
                };
        out.println();
        out.println(name);
        out.flush();
        bar = new ProgressLine(name, watched);
    }

    private int epochs() {
        return switch (phase) {
            case FEATURE_EXTRACTION -> settings.featureExtractionEpochs();
            case FINE_TUNING -> settings.fineTuningEpochs();
        };
    }

    @Override
    public void close() {
        bar.close();
    }
}
