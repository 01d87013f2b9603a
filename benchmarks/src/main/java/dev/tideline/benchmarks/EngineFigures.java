package dev.tideline.benchmarks;

import dev.tideline.benchmarks.engine.Agreement;
import dev.tideline.benchmarks.engine.Contestant;
import dev.tideline.benchmarks.engine.Rate;
import dev.tideline.benchmarks.engine.Streams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The report of {@code engine}.
 *
 * @param best each contestant's fastest way, by its key
 * @param fastest key of the fastest of ours whose labels of cats and dogs agree with our float32
 * @param fastestVsOnnx its speed over that of ONNX Runtime, each in its fastest way: the median of the rounds' ratios
 * @param fastestVsOnnxSpread of these ratios
 * @param agreement by contestant, then by network: {@code imagenet}, and {@code pets} for ours
 * @param table all that was measured
 */
record EngineFigures(
        Map<String, Best> best,
        String fastest,
        double fastestVsOnnx,
        Spread fastestVsOnnxSpread,
        Map<String, Map<String, Agreement>> agreement,
        List<Row> table,
        Setup setup) {
    static final String IMAGENET = "imagenet";
    static final String PETS = "pets";
    /** Share of the labels that must be those of our float32. */
    static final double TRUSTED = 0.995;

    /** A way to run a contestant. */
    record Way(Contestant contestant, Streams streams, int batch) {}

    record Best(double picturesPerSecond, int batch, String streams) {}

    /**
     * @param picturesPerSecond from pictures as bytes to scores
     * @param enginePicturesPerSecond the same without the conversion of pictures into the engine's input, where that can
     *     be told apart
     */
    record Row(
            String contestant, String streams, int batch, Spread picturesPerSecond, Spread enginePicturesPerSecond) {}

    /**
     * @param size height and width of the pictures
     * @param milliseconds that each way ran in a round
     */
    record Setup(int size, int rounds, int milliseconds) {}

    /**
     * @param rounds at least one; each has a rate for every way, in the order of the table
     * @param agreement as in the report
     */
    static EngineFigures of(List<Map<Way, Rate>> rounds, Map<String, Map<String, Agreement>> agreement, Setup setup) {
        Map<String, Best> best = new LinkedHashMap<>();
        for (Contestant contestant : Contestant.ofThisCpu()) {
            Way way = best(rounds, contestant);
            best.put(
                    contestant.key(),
                    new Best(
                            speed(rounds, way).median(),
                            way.batch(),
                            way.streams().key()));
        }
        Way fastest = fastest(rounds, agreement);
        Way onnx = best(rounds, Contestant.ONNX_FLOAT32);
        Spread ratio = Spread.of(rounds.stream()
                .mapToDouble(round -> round.get(fastest).all() / round.get(onnx).all())
                .toArray());
        List<Row> table = new ArrayList<>();
        for (Way way : rounds.get(0).keySet()) {
            Spread engine = Spread.of(rounds.stream()
                    .mapToDouble(round -> round.get(way).engine())
                    .toArray());
            table.add(new Row(way.contestant().key(), way.streams().key(), way.batch(), speed(rounds, way), engine));
        }
        return new EngineFigures(best, fastest.contestant().key(), ratio.median(), ratio, agreement, table, setup);
    }

    private static Way fastest(List<Map<Way, Rate>> rounds, Map<String, Map<String, Agreement>> agreement) {
        List<Way> trusted = new ArrayList<>();
        for (Contestant contestant : Contestant.ofThisCpu()) {
            Optional<Agreement> pets =
                    Optional.ofNullable(agreement.get(contestant.key()).get(PETS));
            if (pets.filter(found -> found.share() >= TRUSTED).isPresent()) {
                trusted.add(best(rounds, contestant));
            }
        }
        return trusted.stream()
                .max(Comparator.comparingDouble(way -> speed(rounds, way).median()))
                .orElseThrow();
    }

    private static Way best(List<Map<Way, Rate>> rounds, Contestant contestant) {
        return rounds.get(0).keySet().stream()
                .filter(way -> way.contestant() == contestant)
                .max(Comparator.comparingDouble(way -> speed(rounds, way).median()))
                .orElseThrow();
    }

    private static Spread speed(List<Map<Way, Rate>> rounds, Way way) {
        return Spread.of(
                rounds.stream().mapToDouble(round -> round.get(way).all()).toArray());
    }

    /** Pictures a second: a row for each contestant and way to share out the cores, a column for each batch size. */
    Table speeds() {
        List<Integer> batches =
                table.stream().map(Row::batch).distinct().sorted().toList();
        List<String> header = new ArrayList<>(List.of("pictures/s", "streams"));
        batches.forEach(batch -> header.add("batch " + batch));
        Table speeds = new Table(header.toArray(String[]::new));
        Map<List<String>, List<Object>> lines = new LinkedHashMap<>();
        for (Row row : table) {
            List<String> name = List.of(row.contestant(), row.streams());
            lines.computeIfAbsent(name, key -> new ArrayList<>(key))
                    .add(String.format(
                            Locale.ROOT,
                            "%.0f (%.0f-%.0f)",
                            row.picturesPerSecond().median(),
                            row.picturesPerSecond().min(),
                            row.picturesPerSecond().max()));
        }
        lines.values().forEach(line -> speeds.row(line.toArray()));
        return speeds;
    }

    /** Share of the pictures on which a contestant gives our float32's label. */
    Table agreements() {
        Table agreements = new Table("labels as our float32", IMAGENET, PETS);
        agreement.forEach((contestant, networks) ->
                agreements.row(contestant, shown(networks.get(IMAGENET)), shown(networks.get(PETS))));
        return agreements;
    }

    private static String shown(Agreement agreement) {
        return agreement == null ? "-" : String.format(Locale.ROOT, "%.4f", agreement.share());
    }
}
