package dev.tideline.benchmarks;

import dev.tideline.benchmarks.ceiling.Ceiling;
import dev.tideline.benchmarks.ceiling.CeilingSetup;
import dev.tideline.benchmarks.contestant.Arena;
import dev.tideline.benchmarks.contestant.Entrant;
import dev.tideline.benchmarks.contestant.PerRecordStyle;
import dev.tideline.benchmarks.contestant.Run;
import dev.tideline.benchmarks.data.DataOptions;
import dev.tideline.classifier.serving.ServingSettings;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Pictures a second from a backlog on the topic to predictions that are visible under read_committed, against what this
 * machine can decode and infer without Kafka, and against the usual pattern of one inference a record.
 *
 * <p>Every contestant is a JVM of its own with the same heap and collector, which stays up over all rounds. Each works off
 * a backlog first, so that Java's compiler is done with it. In a round one is at work at a time, and the order moves on by
 * one each round, so that a change of the machine's speed meets all of them. The broker runs in another JVM on the same
 * machine. This JVM only reads what is visible.
 */
@Command(
        name = "throughput",
        description = "A backlog of pictures: ours against the ceiling and the usual pattern.",
        mixinStandardHelpOptions = true)
final class ThroughputBenchmark implements Callable<Integer> {
    private static final int SEARCH_PICTURES = 500;

    /** In the order of the table. */
    enum Contestant {
        CEILING,
        PER_RECORD,
        PER_RECORD_TUNED,
        EXACTLY_ONCE,
        AT_LEAST_ONCE;

        String key() {
            return ThroughputBenchmark.key(this);
        }
    }

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
            description = "Pictures a contestant classifies in a round; the first half does not count"
                    + " (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--ceiling",
            paramLabel = "PLAN:BATCH",
            converter = CeilingSetup.Converter.class,
            description =
                    "How the ceiling decodes and infers, such as pipeline:16 (default: the fastest, searched for).")
    private Optional<CeilingSetup> ceilingSetup;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> settings = classifier.settings();
        Precision precision =
                ServingSettings.from(Settings.of(settings)).precision().resolve();
        int most = warmUp.pictures() + rounds.count() * pictures;
        try (Arena arena = Arena.open(data, most)) {
            Ceiling ceiling = new Ceiling(arena.workplace(), data.folder(), arena.model(), precision, most);
            CeilingSetup best = ceilingSetup.isPresent() ? ceilingSetup.get() : search(ceiling);
            ThroughputFigures.Setup setup = new ThroughputFigures.Setup(
                    warmUp.pictures(),
                    pictures,
                    partitions.count(),
                    key(precision),
                    best.toString(),
                    best.batchSize(),
                    settings);
            Map<Contestant, Entrant> field = new EnumMap<>(Contestant.class);
            try {
                for (Contestant contestant : Contestant.values()) {
                    Entrant entrant =
                            contestant == Contestant.CEILING ? ceiling.start(best) : start(arena, contestant, settings);
                    field.put(contestant, entrant);
                    entrant.answer(warmUp.pictures());
                    report.print("%s is warm", contestant.key());
                }
                measure(field, setup);
            } finally {
                field.values().forEach(Entrant::close);
            }
        }
        return 0;
    }

    private void measure(Map<Contestant, Entrant> field, ThroughputFigures.Setup setup)
            throws IOException, InterruptedException {
        List<Map<Contestant, Double>> done = new ArrayList<>();
        for (int round = 1; round <= rounds.count(); round++) {
            Map<Contestant, Double> rates = new EnumMap<>(Contestant.class);
            for (Contestant contestant : Turns.of(List.of(Contestant.values()), round)) {
                double rate = field.get(contestant).answer(pictures);
                rates.put(contestant, rate);
                report.print("round %d  %-13s %7.1f pictures/s", round, contestant.key(), rate);
            }
            done.add(rates);
            report.write(ThroughputFigures.of(done, setup));
        }
        report.print("%n%s", ThroughputFigures.of(done, setup).table());
    }

    private CeilingSetup search(Ceiling ceiling) throws IOException, InterruptedException {
        report.print("Looking for the fastest way to decode and infer without Kafka ...");
        CeilingSetup best = ceiling.search(SEARCH_PICTURES);
        report.print("Fastest: --ceiling %s", best);
        return best;
    }

    /** One of those that have topics. */
    private Run start(Arena arena, Contestant contestant, Map<String, String> given) throws IOException {
        Map<String, String> settings = new HashMap<>(given);
        settings.put("classifier.guarantee", contestant == Contestant.AT_LEAST_ONCE ? "at_least_once" : "exactly_once");
        Run run = arena.newRun(contestant.key().replace('_', '-'), partitions.count(), settings);
        switch (contestant) {
            case PER_RECORD -> run.startPerRecord(PerRecordStyle.AS_IN_EXAMPLES);
            case PER_RECORD_TUNED -> run.startPerRecord(PerRecordStyle.TUNED);
            case EXACTLY_ONCE, AT_LEAST_ONCE -> run.startOurs();
            case CEILING -> throw new IllegalArgumentException("The ceiling has no topics");
        }
        return run;
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
