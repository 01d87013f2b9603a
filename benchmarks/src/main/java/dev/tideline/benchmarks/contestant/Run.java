package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.process.ChildProcess;
import dev.tideline.benchmarks.stream.CommittedReader;
import dev.tideline.benchmarks.stream.Lane;
import dev.tideline.benchmarks.stream.PictureFeed;
import dev.tideline.benchmarks.stream.SteadyRate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One contestant at work on topics of its own. Closing kills its processes and deletes the topics.
 *
 * <p>Threading: for one thread.
 */
public final class Run implements AutoCloseable {
    private static final Duration STALLED_AFTER = Duration.ofMinutes(3);

    private final Arena arena;
    private final String name;
    private final Lane lane;
    private final PictureFeed feed;
    private final CommittedReader reader;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final Set<String> answered = new HashSet<>();

    Run(Arena arena, String name, Lane lane) {
        this.arena = arena;
        this.name = name;
        this.lane = lane;
        this.feed = new PictureFeed(lane.kafka(), arena.pictures());
        this.reader = new CommittedReader(lane.kafka());
    }

    /** Puts a backlog of pictures on the topic. */
    public void fill(int count) {
        feed.fill(count);
    }

    /** Starts a process of our classifier. */
    public void startOurs() throws IOException {
        processes.add(arena.workplace().start(name, ClassifierMain.class, lane.settings()));
    }

    /** Starts the usual pattern, see {@link PerRecordMain}. */
    public void startPerRecord() throws IOException {
        Map<String, String> arguments = new HashMap<>(lane.settings());
        arguments.put(PerRecordMain.BUNDLE, arena.model().folder().toString());
        processes.add(arena.workplace().start(name, PerRecordMain.class, arguments));
    }

    /**
     * Waits until so many pictures are answered, visibly under read_committed.
     *
     * @return pictures a second, see {@link SteadyRate}
     * @throws IllegalStateException when one is answered twice, since nothing crashes here, or nothing comes any more
     */
    public double drain(int count) {
        SteadyRate rate = new SteadyRate(count);
        long progress = System.nanoTime();
        while (!rate.isComplete()) {
            List<ConsumerRecord<String, byte[]>> predictions = reader.poll();
            long now = System.nanoTime();
            predictions.forEach(prediction -> requireFirst(prediction.key()));
            if (!predictions.isEmpty()) {
                rate.answered(predictions.size(), now);
                progress = now;
            }
            processes.forEach(ChildProcess::requireAlive);
            if (now - progress > STALLED_AFTER.toNanos()) {
                throw new IllegalStateException(name + " answered " + answered.size() + " pictures of " + count
                        + " and then nothing for " + STALLED_AFTER.toSeconds() + " s");
            }
        }
        return rate.picturesPerSecond();
    }

    private void requireFirst(String id) {
        if (!answered.add(id)) {
            throw new IllegalStateException(name + " answered " + id + " twice, although nothing crashed");
        }
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::close);
        reader.close();
        feed.close();
        lane.close();
    }
}
