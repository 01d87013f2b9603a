package dev.tideline.benchmarks;

import dev.tideline.benchmarks.EngineFigures.Setup;
import dev.tideline.benchmarks.EngineFigures.Way;
import dev.tideline.benchmarks.data.DataOptions;
import dev.tideline.benchmarks.engine.Agreement;
import dev.tideline.benchmarks.engine.Contestant;
import dev.tideline.benchmarks.engine.ContestantProcess;
import dev.tideline.benchmarks.engine.Labels;
import dev.tideline.benchmarks.engine.Preparation;
import dev.tideline.benchmarks.engine.Rate;
import dev.tideline.benchmarks.engine.Streams;
import dev.tideline.benchmarks.process.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * TensorFlow as our classifier runs it, in float32 and where the CPU has it in bfloat16, against ONNX Runtime in float32:
 * the same network on the same decoded photos, from their bytes to the scores of 1,001 classes.
 *
 * <p>Every contestant is a JVM of its own, twice: one shares each operation among all cores, the other has a batch on
 * each core. All are up from the beginning, one is at work at a time. They take turns at every batch size, and each round
 * begins with another, so that a change of the machine's speed meets all of them.
 */
@Command(
        name = "engine",
        description = "TensorFlow float32 and bfloat16 against ONNX Runtime, with the agreement of their labels.",
        mixinStandardHelpOptions = true)
final class EngineBenchmark implements Callable<Integer> {
    /** A contestant at work on the ImageNet network. */
    private record Entrant(Contestant contestant, Streams streams, ContestantProcess process) {}

    @Mixin
    private DataOptions data;

    @Mixin
    private ReportOption report;

    @Option(
            names = "--batches",
            split = ",",
            defaultValue = "1,2,4,8,16,32,64",
            converter = PositiveInteger.class,
            description = "Sizes of batches (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches;

    @Mixin
    private RoundsOption rounds;

    @Option(
            names = "--milliseconds",
            defaultValue = "1000",
            converter = PositiveInteger.class,
            description = "How long each contestant runs at each batch size in a round (default: ${DEFAULT-VALUE}).")
    private int milliseconds;

    @Option(
            names = "--size",
            defaultValue = "160",
            converter = PositiveInteger.class,
            description = "Height and width of the pictures (default: ${DEFAULT-VALUE}).")
    private int size;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open()) {
            report.print("Decoding the photos and training a classifier of cats and dogs ...");
            Preparation preparation = Preparation.make(workplace, data, size);
            List<Entrant> entrants = start(workplace, preparation);
            Map<String, Map<String, Agreement>> agreement = agreement(workplace, preparation, entrants);
            Setup setup = new Setup(size, rounds.count(), milliseconds);
            round(0, entrants);
            List<Map<Way, Rate>> done = new ArrayList<>();
            for (int round = 1; round <= rounds.count(); round++) {
                done.add(round(round, entrants));
                EngineFigures figures = EngineFigures.of(done, agreement, setup);
                report.write(figures);
                report.print("round %d  %s, over ONNX Runtime %.3f", round, figures.fastest(), figures.fastestVsOnnx());
            }
            EngineFigures figures = EngineFigures.of(done, agreement, setup);
            report.print("%n%s%n%s", figures.speeds(), figures.agreements());
        }
        return 0;
    }

    private List<Entrant> start(Workplace workplace, Preparation preparation) throws IOException, InterruptedException {
        List<Entrant> entrants = new ArrayList<>();
        for (Contestant contestant : Contestant.ofThisCpu()) {
            for (Streams streams : Streams.values()) {
                Path network = preparation.network(contestant);
                ContestantProcess process = ContestantProcess.start(
                        workplace, contestant, streams, network, preparation.pixels(), preparation.size());
                entrants.add(new Entrant(contestant, streams, process));
            }
        }
        return entrants;
    }

    /** Each contestant's labels, with a batch on each core, against those of our float32 with one on all cores. */
    private Map<String, Map<String, Agreement>> agreement(
            Workplace workplace, Preparation preparation, List<Entrant> entrants)
            throws IOException, InterruptedException {
        Map<String, Map<String, Agreement>> agreement = new LinkedHashMap<>();
        Labels imagenet = entrants.get(0).process().labels();
        Labels pets = pets(workplace, preparation, Contestant.TENSORFLOW_FLOAT32, Streams.ONE_ON_ALL_CORES);
        for (Entrant entrant : entrants) {
            if (entrant.streams() == Streams.ONE_A_CORE) {
                Contestant contestant = entrant.contestant();
                Map<String, Agreement> networks = new LinkedHashMap<>();
                networks.put(
                        EngineFigures.IMAGENET,
                        Agreement.of(imagenet, entrant.process().labels()));
                if (contestant.precision().isPresent()) {
                    Labels ours = pets(workplace, preparation, contestant, entrant.streams());
                    networks.put(EngineFigures.PETS, Agreement.of(pets, ours));
                }
                agreement.put(contestant.key(), networks);
            }
        }
        return agreement;
    }

    private static Labels pets(Workplace workplace, Preparation preparation, Contestant contestant, Streams streams)
            throws IOException, InterruptedException {
        try (ContestantProcess process = ContestantProcess.start(
                workplace, contestant, streams, preparation.pets(), preparation.pixels(), preparation.size())) {
            return process.labels();
        }
    }

    /** Ways are in the same order whoever begins. */
    private Map<Way, Rate> round(int round, List<Entrant> entrants) throws InterruptedException {
        Map<Way, Rate> rates = new LinkedHashMap<>();
        for (Entrant entrant : entrants) {
            batches.forEach(batch -> rates.put(new Way(entrant.contestant(), entrant.streams(), batch), null));
        }
        List<Entrant> order = new ArrayList<>(entrants);
        Collections.rotate(order, -round);
        for (int batch : batches) {
            for (Entrant entrant : order) {
                Way way = new Way(entrant.contestant(), entrant.streams(), batch);
                rates.put(way, entrant.process().rate(batch, Duration.ofMillis(milliseconds)));
            }
        }
        return rates;
    }
}
