package dev.tideline.benchmarks;

import dev.tideline.benchmarks.ScalingFigures.Axis;
import dev.tideline.benchmarks.ScalingFigures.Case;
import dev.tideline.benchmarks.ScalingFigures.Measured;
import dev.tideline.benchmarks.contestant.Arena;
import dev.tideline.benchmarks.contestant.Run;
import dev.tideline.benchmarks.data.DataOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What partitions, processes on one machine and a longer backlog cost: the speed of our classifier and the most memory
 * that one of its processes took. The cases take turns, and each round begins with another.
 */
@Command(
        name = "scaling",
        description = "Speed and memory of ours against partitions, instances and backlog.",
        mixinStandardHelpOptions = true)
final class ScalingBenchmark implements Callable<Integer> {
    /** Where the number of partitions is not varied; shared evenly by one, two and three instances. */
    private static final int PARTITIONS = 6;

    @Mixin
    private DataOptions data;

    @Mixin
    private ClassifierOptions classifier;

    @Mixin
    private ReportOption report;

    @Mixin
    private RoundsOption rounds;

    @Option(
            names = "--pictures",
            defaultValue = "5000",
            converter = PositiveInteger.class,
            description = "The backlog where it is not varied (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--partitions",
            split = ",",
            defaultValue = "1,2,4,8,16",
            converter = PositiveInteger.class,
            description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> partitions;

    @Option(
            names = "--instances",
            split = ",",
            defaultValue = "1,2,3",
            converter = PositiveInteger.class,
            description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> instances;

    @Option(
            names = "--backlogs",
            split = ",",
            defaultValue = "1000,5000,20000",
            converter = PositiveInteger.class,
            description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> backlogs;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> settings = classifier.settings();
        ScalingFigures.Setup setup = new ScalingFigures.Setup(settings);
        List<Case> cases = cases();
        int most = cases.stream().mapToInt(Case::backlog).max().orElseThrow();
        Map<Case, List<Measured>> done = new LinkedHashMap<>();
        cases.forEach(which -> done.put(which, new ArrayList<>()));
        try (Arena arena = Arena.open(data, most)) {
            for (int round = 1; round <= rounds.count(); round++) {
                for (Case which : Turns.of(cases, round)) {
                    Measured measured = measure(arena, which, round, settings);
                    done.get(which).add(measured);
                    report.print("round %d  %s: %.1f pictures/s", round, which, measured.picturesPerSecond());
                }
                report.write(ScalingFigures.of(done, setup));
            }
        }
        report.print("%n%s", ScalingFigures.of(done, setup).table());
        return 0;
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        partitions.forEach(number -> cases.add(new Case(Axis.PARTITIONS, number, 1, pictures)));
        instances.forEach(number -> cases.add(new Case(Axis.INSTANCES, PARTITIONS, number, pictures)));
        backlogs.forEach(number -> cases.add(new Case(Axis.BACKLOG, PARTITIONS, 1, number)));
        return cases;
    }

    private static Measured measure(Arena arena, Case which, int round, Map<String, String> settings)
            throws IOException, InterruptedException {
        String name = String.format(
                Locale.ROOT,
                "%s-%d-%d-%d-%d",
                which.axis().name().toLowerCase(Locale.ROOT),
                which.partitions(),
                which.instances(),
                which.backlog(),
                round);
        try (Run run = arena.newRun(name, which.partitions(), settings)) {
            run.fill(which.backlog());
            for (int i = 0; i < which.instances(); i++) {
                run.startOurs();
            }
            double rate = run.drain();
            return new Measured(rate, run.stop());
        }
    }
}
