package dev.tideline.benchmarks.ceiling;

import dev.tideline.benchmarks.contestant.Entrant;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.tensorflow.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The speed that this machine has for decoding and inference, without Kafka: whatever serves pictures on it can at best
 * be as fast. Several plans are tried at every batch size, each plan in a process of its own; the fastest few are tried
 * again for longer, by turns, and the one with the fastest try is the ceiling: what slows a try down is noise.
 */
public final class Ceiling {
    private static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final int FINALISTS = 3;
    private static final int LONGER = 4;
    private static final int TURNS = 2;

    private final Workplace workplace;
    private final Path data;
    private final ModelBundle model;
    private final Precision precision;
    private final int pictures;

    /**
     * @param data the folder of {@link dev.tideline.benchmarks.data.Pictures}
     * @param precision that our classifier chooses
     * @param pictures how many different ones there are at most
     */
    public Ceiling(Workplace workplace, Path data, ModelBundle model, Precision precision, int pictures) {
        this.pictures = pictures;
        this.precision = precision;
        this.workplace = workplace;
        this.data = data;
        this.model = model;
    }

    private record Trial(CeilingSetup setup, double rate) {}

    /** Finds the fastest plan and batch size; {@code pictures} is for a short try of each. */
    public CeilingSetup search(int pictures) throws IOException, InterruptedException {
        List<Trial> trials = new ArrayList<>();
        for (CeilingPlan plan : CeilingPlan.values()) {
            trials.addAll(tryAll(plan, pictures));
        }
        List<Trial> finalists = fastest(trials, FINALISTS);
        List<Trial> finals = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (Trial finalist : finalists) {
                try (Entrant entrant = start(finalist.setup())) {
                    finals.add(new Trial(finalist.setup(), entrant.answer(LONGER * pictures)));
                }
            }
        }
        return fastest(finals, 1).get(0).setup();
    }

    /** Starts a process for one plan and batch size. */
    public Entrant start(CeilingSetup setup) throws IOException {
        return process(setup.plan(), setup.batchSize());
    }

    private List<Trial> tryAll(CeilingPlan plan, int pictures) throws IOException, InterruptedException {
        List<Trial> trials = new ArrayList<>();
        try (RunningCeiling process = process(plan, BATCHES.get(0))) {
            for (int batch : BATCHES) {
                double rate = process.withBatchSize(batch).answer(pictures);
                trials.add(new Trial(new CeilingSetup(plan, batch), rate));
            }
        }
        return trials;
    }

    private RunningCeiling process(CeilingPlan plan, int batchSize) throws IOException {
        Map<String, String> arguments = Map.of(
                "bundle", model.folder().toString(),
                "data", data.toString(),
                "precision", precision.name(),
                "plan", plan.name(),
                "pictures", Integer.toString(pictures));
        return new RunningCeiling(workplace.start("ceiling", CeilingMain.class, arguments), batchSize);
    }

    private static List<Trial> fastest(List<Trial> trials, int count) {
        return trials.stream()
                .sorted(Comparator.comparingDouble(Trial::rate).reversed())
                .limit(count)
                .toList();
    }
}
