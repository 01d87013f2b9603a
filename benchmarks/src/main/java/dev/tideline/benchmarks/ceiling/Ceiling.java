package dev.tideline.benchmarks.ceiling;

import dev.tideline.benchmarks.process.ChildProcess;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.tensorflow.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Workplace workplace;
    private final Path data;
    private final ModelBundle model;
    private final Precision precision;

    /**
     * @param data the folder of {@link dev.tideline.benchmarks.data.Pictures}
     * @param precision that our classifier chooses
     */
    public Ceiling(Workplace workplace, Path data, ModelBundle model, Precision precision) {
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
            trials.addAll(run(plan, BATCHES, pictures));
        }
        List<Trial> finalists = fastest(trials, FINALISTS);
        List<Trial> finals = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (Trial finalist : finalists) {
                finals.add(new Trial(finalist.setup(), run(finalist.setup(), LONGER * pictures)));
            }
        }
        return fastest(finals, 1).get(0).setup();
    }

    /** Pictures a second of one plan and batch size. */
    public double run(CeilingSetup setup, int pictures) throws IOException, InterruptedException {
        return run(setup.plan(), List.of(setup.batchSize()), pictures).get(0).rate();
    }

    private List<Trial> run(CeilingPlan plan, List<Integer> batches, int pictures)
            throws IOException, InterruptedException {
        Map<String, String> arguments = Map.of(
                "bundle", model.folder().toString(),
                "data", data.toString(),
                "precision", precision.name(),
                "plan", plan.name(),
                "batches", batches.stream().map(String::valueOf).collect(Collectors.joining(",")),
                "pictures", Integer.toString(pictures));
        List<Trial> trials = new ArrayList<>();
        try (ChildProcess process = workplace.start("ceiling", CeilingMain.class, arguments)) {
            for (int batch : batches) {
                double rate = Double.parseDouble(process.await("rate", PATIENCE));
                trials.add(new Trial(new CeilingSetup(plan, batch), rate));
            }
        }
        return trials;
    }

    private static List<Trial> fastest(List<Trial> trials, int count) {
        return trials.stream()
                .sorted(Comparator.comparingDouble(Trial::rate).reversed())
                .limit(count)
                .toList();
    }
}
