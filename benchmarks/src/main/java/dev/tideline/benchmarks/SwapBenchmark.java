package dev.tideline.benchmarks;

import dev.tideline.benchmarks.SwapFigures.Memory;
import dev.tideline.benchmarks.SwapFigures.Round;
import dev.tideline.benchmarks.contestant.Arena;
import dev.tideline.benchmarks.contestant.BatchTime;
import dev.tideline.benchmarks.contestant.Run;
import dev.tideline.benchmarks.contestant.SwapMemory;
import dev.tideline.benchmarks.data.DataOptions;
import dev.tideline.benchmarks.stream.SwapLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What a swap does to the pictures that come meanwhile. Each round measures our maximum and then sends pictures at a
 * share of it, as {@code latency} does, while a new version is published again and again; the seconds around a swap stand
 * beside the others of the same run. A last run swaps many versions as fast as they are taken up and follows the
 * classifier's resident memory.
 */
@Command(
        name = "swap",
        description =
                "New versions under load: what they cost, what is lost or doubled, what memory they leave behind.",
        mixinStandardHelpOptions = true,
        footer = {"", "Every version stays on its topic: 200 of them need about 2 GB in the temporary folder."})
final class SwapBenchmark implements Callable<Integer> {
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
            description = "The backlog that the maximum is measured with (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--load",
            defaultValue = "70",
            converter = PositiveInteger.class,
            description = "Percent of the maximum (default: ${DEFAULT-VALUE}).")
    private int load;

    @Option(
            names = "--every",
            defaultValue = "10",
            converter = PositiveInteger.class,
            description = "Seconds between new versions under load (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--swaps",
            defaultValue = "6",
            converter = PositiveInteger.class,
            description = "Swaps under load in a round (default: ${DEFAULT-VALUE}).")
    private int swaps;

    @Option(
            names = "--memory-swaps",
            defaultValue = "200",
            converter = PositiveInteger.class,
            description = "Swaps over which memory is followed, 20 at least (default: ${DEFAULT-VALUE}).")
    private int memorySwaps;

    @Option(
            names = "--memory-every",
            defaultValue = "1",
            converter = PositiveInteger.class,
            description = "Least seconds between these swaps (default: ${DEFAULT-VALUE}).")
    private int memoryEvery;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> settings = classifier.settings();
        if (memorySwaps < Memory.LEAST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--memory-swaps is " + memorySwaps + ", but early and late are told apart from " + Memory.LEAST
                            + " swaps on.");
        }
        SwapFigures.Setup setup =
                new SwapFigures.Setup(warmUp.pictures(), load / 100.0, every, partitions.count(), settings);
        try (Arena arena = Arena.open(data, Math.max(warmUp.pictures(), pictures))) {
            List<Round> done = new ArrayList<>();
            for (int round = 1; round <= rounds.count(); round++) {
                done.add(measure(arena, round, settings));
                report.write(SwapFigures.of(done, Optional.empty(), setup));
                report.print(
                        "round %d%n%s",
                        round,
                        SwapFigures.of(done.subList(round - 1, round), Optional.empty(), setup)
                                .table());
            }
            SwapFigures figures = SwapFigures.of(done, memory(arena, settings), setup);
            report.write(figures);
            print(figures);
        }
        return 0;
    }

    private void print(SwapFigures figures) {
        report.print("Medians%n%s", figures.table());
        report.print(
                "%d swaps: %d pictures lost, %d doubled; the longest delay around a swap is longer by %.1f batch times",
                figures.swaps(),
                figures.lost(),
                figures.doubled(),
                figures.delayBySwapInBatches().median());
        figures.memory()
                .ifPresent(memory -> report.print(
                        "Memory: %.0f MB after 10 swaps, %.0f MB after %d (%+.1f %%)",
                        memory.early(), memory.late(), memory.swaps(), 100 * memory.growth()));
    }

    private Round measure(Arena arena, int round, Map<String, String> settings)
            throws IOException, InterruptedException {
        BatchTime batch = BatchTime.measure(arena, data.folder(), settings);
        ExecutorService publisher = Executors.newSingleThreadExecutor();
        try (Run run = arena.newRun("swap-" + round, partitions.count(), settings)) {
            run.startOurs();
            run.answer(warmUp.pictures());
            double rate = load / 100.0 * run.answer(pictures);
            SwapLog log = new SwapLog();
            int seconds = (swaps + 1) * every;
            long start = System.currentTimeMillis();
            List<CompletableFuture<Void>> publications = new ArrayList<>();
            for (int swap = 1; swap <= swaps; swap++) {
                Executor whenDue = CompletableFuture.delayedExecutor((long) swap * every, TimeUnit.SECONDS, publisher);
                publications.add(CompletableFuture.runAsync(() -> publish(run, log), whenDue));
            }
            run.underLoad(
                    rate, Duration.ofSeconds(seconds), round, sighting -> log.saw(sighting, run.version(sighting)));
            publications.forEach(CompletableFuture::join);
            return new Round(
                    batch,
                    rate,
                    run.lost(),
                    run.doubled(),
                    log.swaps(),
                    log.around(start, seconds),
                    log.away(start, seconds));
        } finally {
            publisher.shutdownNow();
        }
    }

    private static void publish(Run run, SwapLog log) {
        long begin = System.currentTimeMillis();
        try {
            log.published(run.publishVersion(), begin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Memory> memory(Arena arena, Map<String, String> settings) throws IOException {
        try (Run run = arena.newRun("swap-memory", partitions.count(), settings)) {
            return Memory.of(SwapMemory.measure(run, memorySwaps, Duration.ofSeconds(memoryEvery)));
        }
    }
}
