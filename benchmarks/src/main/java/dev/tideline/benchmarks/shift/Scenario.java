package dev.tideline.benchmarks.shift;

import dev.tideline.benchmarks.shift.Supply.Item;
import dev.tideline.benchmarks.stream.CommittedReader;
import dev.tideline.benchmarks.stream.Sighting;
import dev.tideline.events.PredictionEvent;
import dev.tideline.ingest.PicturePublisher;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Photos come and are classified, and a person labels each as soon as its prediction is visible; from the shift on many of
 * them are altered. Time is compressed: while the trainer makes a run, which takes minutes, people would label a few
 * photos only, so the stream then rests after some.
 *
 * <p>Threading: for one thread.
 */
public final class Scenario implements AutoCloseable {
    private static final String PERSON = "the benchmark's simulated person";
    private static final Duration BETWEEN_PHOTOS = Duration.ofMillis(100);
    private static final int MOST_UNANSWERED = 32;
    /** Photos of the stream that come while a run is made. */
    private static final int DURING_A_RUN = 100;

    /** Nothing at all happens for so long: something hangs. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final Services services;
    private final ShiftPlan plan;
    private final Supply supply;
    private final Consumer<String> teller;
    private final PicturePublisher publisher;
    private final CommittedReader reader;
    private final RunLog log;
    private final Map<String, Sent> stream = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private int taughtAnswered;
    private int told;
    private long lastNews = System.nanoTime();

    /** A photo of the stream. */
    private record Sent(int number, Kind kind, String label) {}

    /** @param teller is told in words what happens */
    public Scenario(Services services, ShiftPlan plan, Supply supply, Consumer<String> teller) {
        this.services = services;
        this.plan = plan;
        this.supply = supply;
        this.teller = teller;
        this.publisher = new PicturePublisher(services.kafka(), "benchmark-stream");
        this.reader = new CommittedReader(services.kafka());
        this.log = new RunLog(services.kafka());
    }

    /** Runs to the end. Afterwards {@link #answers} and {@link #runs} have what happened. */
    public void run() throws IOException {
        teller.accept(plan.first() + " ordinary photos come and are labelled");
        teach();
        try (LabeledCount labelled = new LabeledCount(services.kafka())) {
            await(() -> labelled.now() == plan.first());
        }
        services.requestRun(PERSON, "the first version");
        await(() -> log.runs().stream().anyMatch(Retraining::promoted));
        await(() -> taughtAnswered == plan.first());
        teller.accept("The stream begins: " + plan.before() + " ordinary photos, each labelled after its prediction");
        for (int number = 0; number < plan.streamed(); number++) {
            if (number == plan.before()) {
                teller.accept("The shift: altered photos come");
            }
            send(number);
            long due = System.nanoTime() + BETWEEN_PHOTOS.toNanos();
            await(() -> System.nanoTime() >= due && stream.size() - answers.size() < MOST_UNANSWERED && !rests());
        }
        await(() -> answers.size() == plan.streamed());
    }

    private void teach() throws IOException {
        for (int i = 0; i < plan.first(); i++) {
            Item item = supply.next(Kind.ORDINARY);
            publisher.publish(item.picture());
            publisher.label(item.picture().id(), item.label(), PERSON);
        }
        publisher.flush();
    }

    private void send(int number) throws IOException {
        Kind kind = plan.kind(number);
        Item item = supply.next(kind);
        stream.put(item.picture().id(), new Sent(number, kind, item.label()));
        publisher.publish(item.picture());
    }

    private boolean rests() {
        return log.runs().stream()
                .anyMatch(run -> run.version().isEmpty() && stream.size() - run.beganAt() >= DURING_A_RUN);
    }

    private void await(BooleanSupplier happened) {
        lastNews = System.nanoTime();
        while (!happened.getAsBoolean()) {
            look();
            if (System.nanoTime() - lastNews > SILENCE.toNanos()) {
                throw new IllegalStateException(
                        "Nothing happened for " + SILENCE.toMinutes() + " minutes" + services.endOfLogs());
            }
        }
    }

    private void look() {
        for (Sighting sighting : reader.poll()) {
            lastNews = System.nanoTime();
            Sent sent = stream.get(sighting.id());
            if (sent == null) {
                taughtAnswered++;
            } else {
                PredictionEvent said = reader.decode(sighting);
                answers.add(new Answer(
                        sent.number(), sent.kind(), said.getLabel().equals(sent.label()), said.getModelVersion()));
                publisher.label(sighting.id(), sent.label(), PERSON);
            }
        }
        if (log.poll(stream.size())) {
            lastNews = System.nanoTime();
            tell();
        }
        services.requireAlive();
    }

    /** Tells of each run that has begun, and of each that is done. */
    private void tell() {
        List<String> lines = new ArrayList<>();
        for (Retraining run : log.runs()) {
            lines.add("photo " + run.beganAt() + ": a run begins, " + run.reason() + ": " + run.why());
            run.version()
                    .ifPresent(version -> lines.add("version " + version + ": "
                            + run.verdict().map(Retraining.Verdict::why).orElse("")));
        }
        lines.subList(told, lines.size()).forEach(teller);
        told = lines.size();
    }

    /** Of the photos of the stream, in their order. */
    public List<Answer> answers() {
        return answers.stream().sorted(Comparator.comparingInt(Answer::number)).toList();
    }

    /** In the order in which they began. */
    public List<Retraining> runs() {
        return log.runs();
    }

    /** The newest version that became production. */
    public int newestProduction() {
        return log.runs().stream()
                .filter(Retraining::promoted)
                .mapToInt(run -> run.version().orElseThrow())
                .max()
                .orElseThrow();
    }

    @Override
    public void close() {
        log.close();
        reader.close();
        publisher.close();
    }
}
