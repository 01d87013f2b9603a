package dev.tideline.benchmarks;

import dev.tideline.benchmarks.LatencyFigures.Measured;
import dev.tideline.benchmarks.LatencyFigures.MeasuredInterval;
import dev.tideline.benchmarks.LatencyFigures.Round;
import dev.tideline.benchmarks.contestant.Arena;
import dev.tideline.benchmarks.contestant.BatchTime;
import dev.tideline.benchmarks.contestant.PerRecordStyle;
import dev.tideline.benchmarks.contestant.Run;
import dev.tideline.benchmarks.data.DataOptions;
import dev.tideline.benchmarks.stream.Delays;
import dev.tideline.benchmarks.stream.Percentiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long a picture takes from the moment when it is due on the topic to its prediction's being visible under
 * read_committed, while pictures come as in life: independently of each other, and of whether the ones before are
 * answered. Loads are shares of our own maximum, which each round measures first.
 *
 * <p>A picture's record carries the time when it was due, at or before its append, so neither a slow sender nor a slow
 * classifier hides a delay (coordinated omission). Each contestant first works off two backlogs, one to get warm and one for its maximum, and then
 * meets the loads in the same process.
 */
@Command(
        name = "latency",
        description = "Pictures that come one by one: ours at three loads and over the commit interval, and the usual"
                + " pattern where it keeps up.",
        mixinStandardHelpOptions = true)
final class LatencyBenchmark implements Callable<Integer> {
    private static final List<Double> LOADS = List.of(0.3, 0.5, 0.7);
    private static final double HALF = 0.5;

    /** Nearer to its own maximum than this a contestant's queue hardly ends. */
    private static final double BEARABLE = 0.8;

    @Mixin
    private DataOptions data;

    @Mixin
    private ClassifierOptions classifier;

    @Mixin
    private ReportOption report;

    @Mixin
    private PartitionsOption partitions;

    @Mixin
    private RoundsOption rounds;

    @Mixin
    private WarmUpOption warmUp;

    @Option(
            names = "--pictures",
            defaultValue = "3000",
            converter = PositiveInteger.class,
            description = "The backlog that maxima are measured with (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            converter = PositiveInteger.class,
            description = "How long pictures come at each load (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--commit-intervals",
            split = ",",
            paramLabel = "MS",
            defaultValue = "25,50,100,200,500",
            converter = PositiveInteger.class,
            description = "Milliseconds between commits for the curve (default: ${DEFAULT-VALUE}).")
    private List<Integer> commitIntervals;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> settings = classifier.settings();
        LatencyFigures.Setup setup =
                new LatencyFigures.Setup(warmUp.pictures(), pictures, seconds, partitions.count(), settings);
        try (Arena arena = Arena.open(data, Math.max(warmUp.pictures(), pictures))) {
            List<Round> done = new ArrayList<>();
            for (int round = 1; round <= rounds.count(); round++) {
                done.add(measure(arena, round, settings));
                report.write(LatencyFigures.of(done, setup));
                report.print(
                        "round %d%n%s",
                        round,
                        LatencyFigures.of(done.subList(round - 1, round), setup).table());
            }
            LatencyFigures figures = LatencyFigures.of(done, setup);
            report.print(
                    "Medians. Maximum %.1f pictures/s, of the usual pattern %.1f; a full batch of %d takes %.1f ms%n%s",
                    figures.maximum().median(),
                    figures.perRecordMaximum().median(),
                    figures.batchSize(),
                    figures.batchMs().median(),
                    figures.table());
        }
        return 0;
    }

    private Round measure(Arena arena, int round, Map<String, String> settings)
            throws IOException, InterruptedException {
        BatchTime batch = BatchTime.measure(arena, data.folder(), settings);
        List<Measured> ours = new ArrayList<>();
        double maximum;
        try (Run run = arena.newRun("exactly-once-" + round, partitions.count(), settings)) {
            run.startOurs();
            run.answer(warmUp.pictures());
            maximum = run.answer(pictures);
            for (double load : LOADS) {
                ours.add(underLoad(run, load, maximum, round));
            }
        }
        List<Measured> perRecord = new ArrayList<>();
        double perRecordMaximum;
        try (Run run = arena.newRun("per-record-" + round, partitions.count(), settings)) {
            run.startPerRecord(PerRecordStyle.AS_IN_EXAMPLES);
            run.answer(warmUp.pictures());
            perRecordMaximum = run.answer(pictures);
            for (double load : LOADS) {
                if (load * maximum <= BEARABLE * perRecordMaximum) {
                    perRecord.add(underLoad(run, load, maximum, round));
                }
            }
        }
        List<MeasuredInterval> curve = new ArrayList<>();
        for (int millis : Turns.of(commitIntervals, round)) {
            curve.add(measureInterval(arena, round, millis, maximum, settings));
        }
        return new Round(batch, maximum, perRecordMaximum, ours, perRecord, curve);
    }

    private MeasuredInterval measureInterval(
            Arena arena, int round, int millis, double maximum, Map<String, String> given) throws IOException {
        Map<String, String> settings = new HashMap<>(given);
        settings.put("classifier.commit.interval", millis + "ms");
        String name = String.format(Locale.ROOT, "commit-%d-%d", millis, round);
        try (Run run = arena.newRun(name, partitions.count(), settings)) {
            run.startOurs();
            run.answer(warmUp.pictures());
            double throughput = run.answer(pictures);
            return new MeasuredInterval(millis, throughput, underLoad(run, HALF, maximum, round));
        }
    }

    /** The same arrivals for every contestant of a round. */
    private Measured underLoad(Run run, double load, double maximum, int round) {
        Delays delays = new Delays();
        run.underLoad(load * maximum, Duration.ofSeconds(seconds), round, delays);
        run.requireOnce();
        Percentiles millis = delays.percentiles();
        return new Measured(load, load * maximum, millis);
    }
}
