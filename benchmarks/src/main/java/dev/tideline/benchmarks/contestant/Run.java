package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.process.ChildProcess;
import dev.tideline.benchmarks.stream.Arrivals;
import dev.tideline.benchmarks.stream.CommittedReader;
import dev.tideline.benchmarks.stream.Lane;
import dev.tideline.benchmarks.stream.OpenLoop;
import dev.tideline.benchmarks.stream.PictureFeed;
import dev.tideline.benchmarks.stream.Sighting;
import dev.tideline.benchmarks.stream.SteadyRate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One contestant at work on topics of its own. Closing kills its processes and deletes the topics.
 *
 * <p>Threading: for one thread.
 */
public final class Run implements Entrant {
    /** Nothing comes for so long: what is missing is lost. A busy machine starts a JVM and loads a model in less. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private static final Duration HEAP_PATIENCE = Duration.ofSeconds(30);

    private final Arena arena;
    private final String name;
    private final Lane lane;
    private final PictureFeed feed;
    private final CommittedReader reader;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final Set<String> answered = new HashSet<>();
    private int sent;
    private int doubled;
    /** When a prediction was last seen, as of {@link System#nanoTime()}. */
    private long lastNews;

    Run(Arena arena, String name, Lane lane) {
        this.arena = arena;
        this.name = name;
        this.lane = lane;
        this.feed = new PictureFeed(lane.kafka(), arena.pictures());
        this.reader = new CommittedReader(lane.kafka());
    }

    /** Starts a process of our classifier. */
    public ChildProcess startOurs() throws IOException {
        return start(ClassifierMain.class, lane.settings(), Set.of());
    }

    /** Starts the usual pattern, see {@link PerRecordMain}. */
    public ChildProcess startPerRecord(PerRecordStyle style) throws IOException {
        Map<String, String> arguments = new HashMap<>(lane.settings());
        arguments.put(PerRecordMain.BUNDLE, arena.model().folder().toString());
        arguments.put(PerRecordMain.STYLE, style.name());
        return start(PerRecordMain.class, arguments, style.unset());
    }

    private ChildProcess start(Class<?> main, Map<String, String> arguments, Set<String> unset) throws IOException {
        ChildProcess process = arena.workplace().start(name, main, arguments, unset);
        processes.add(process);
        return process;
    }

    /** Publishes the model as a further version, for use from another thread too, and gives its number. */
    public int publishVersion() throws IOException {
        return lane.publish(arena.model());
    }

    /** Puts a backlog of pictures on the topic. */
    public void fill(int count) {
        feed.fill(sent, count);
        sent += count;
    }

    /** {@link #fill} and {@link #drain}. */
    @Override
    public double answer(int count) {
        fill(count);
        return drain();
    }

    /**
     * Waits until the backlog is answered.
     *
     * @return pictures a second, see {@link SteadyRate}
     * @throws IllegalStateException when a picture is lost or answered twice: nothing crashes here
     */
    public double drain() {
        SteadyRate rate = new SteadyRate(sent - answered.size());
        lastNews = System.nanoTime();
        while (lost() > 0 && !isSilent()) {
            int fresh = look(sighting -> {});
            if (fresh > 0) {
                rate.answered(fresh, lastNews);
            }
        }
        requireOnce();
        return rate.picturesPerSecond();
    }

    /**
     * Sends pictures as they come in life, independently of each other and of their answers, and waits for the answers.
     * Afterwards {@link #lost} and {@link #doubled} tell whether each has one.
     *
     * @param rate pictures a second
     * @param seed of their times
     * @param watcher sees every prediction, on the caller's thread
     */
    public void underLoad(double rate, Duration duration, long seed, Consumer<Sighting> watcher) {
        OpenLoop loop = new OpenLoop(feed, new Arrivals(rate, seed), sent, duration);
        CompletableFuture<Void> sending =
                CompletableFuture.runAsync(loop, task -> new Thread(task, "open-loop").start());
        while (!sending.isDone()) {
            look(watcher);
        }
        sending.join();
        sent += loop.sent();
        awaitAnswers(watcher);
        // A second answer may come in the same moment as the last first one.
        look(watcher);
    }

    /** Waits until every picture that was sent is answered, or nothing comes any more. */
    public void awaitAnswers(Consumer<Sighting> watcher) {
        lastNews = System.nanoTime();
        while (lost() > 0 && !isSilent()) {
            look(watcher);
        }
    }

    /** Takes in what became visible; gives the number of pictures that have an answer since. */
    private int look(Consumer<Sighting> watcher) {
        int before = answered.size();
        for (Sighting sighting : reader.poll()) {
            lastNews = System.nanoTime();
            if (!answered.add(sighting.id())) {
                doubled++;
            }
            watcher.accept(sighting);
        }
        processes.forEach(ChildProcess::requireAlive);
        return answered.size() - before;
    }

    private boolean isSilent() {
        return System.nanoTime() - lastNews > SILENCE.toNanos();
    }

    /** Pictures that were sent and have no answer so far. */
    public int lost() {
        return sent - answered.size();
    }

    /** Answers to pictures that had one already. */
    public int doubled() {
        return doubled;
    }

    /** @throws IllegalStateException when a picture is lost or answered twice */
    public void requireOnce() {
        if (lost() > 0 || doubled > 0) {
            throw new IllegalStateException("Of " + sent + " pictures " + name + " lost " + lost() + " and answered "
                    + doubled + " twice, although nothing crashed"
                    + processes.stream().map(ChildProcess::endOfLog).collect(Collectors.joining()));
        }
    }

    /** The version that made a prediction. */
    public int version(Sighting sighting) {
        return reader.decode(sighting).getModelVersion();
    }

    /** Stops the processes of our classifier and tells what memory they took. */
    public List<Footprint> stop() throws IOException, InterruptedException {
        List<Footprint> footprints = new ArrayList<>();
        for (ChildProcess process : processes) {
            OptionalLong resident = process.memory().peak();
            process.stop();
            String heap = process.await(ClassifierMain.HEAP_PEAK, HEAP_PATIENCE);
            footprints.add(new Footprint(resident, Long.parseLong(heap)));
        }
        processes.clear();
        return footprints;
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::close);
        reader.close();
        feed.close();
        lane.close();
    }
}
