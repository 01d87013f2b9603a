package dev.tideline.trainer.guarantees;

import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.testing.ChildJvm;
import dev.tideline.trainer.service.TrainerService;
import dev.tideline.trainer.service.TrainerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trainer in a JVM of its own, so that it can be killed. It comes back on the same data. */
final class TrainerProcess implements AutoCloseable {
    /** As in the image: one without memory ends, instead of standing still. */
    private static final List<String> JAVA_OPTIONS = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

    /**
     * A small network that learns for two epochs when it is asked to, and leaves few versions, so that each run removes
     * some. One that was killed is missed sooner than by default, so that it is soon joining again.
     */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("trainer.weights", "none"),
            Map.entry("trainer.width", "0.35"),
            Map.entry("trainer.input.size", "32"),
            Map.entry("trainer.epochs", "1"),
            Map.entry("trainer.fine.tuning.epochs", "1"),
            Map.entry("trainer.exact", "false"),
            Map.entry("trainer.reasons", "request"),
            Map.entry("trainer.keep.versions", "2"),
            Map.entry("trainer.session.timeout", "6s"),
            Map.entry("kafka.interceptor.classes", Hold.class.getName()),
            Map.entry("kafka.consumer.session.timeout.ms", "6000"),
            Map.entry("kafka.consumer.heartbeat.interval.ms", "2000"));

    private final Map<String, String> settings = new HashMap<>(SETTINGS);
    private final HoldFolder hold;
    private final Path data;
    private final Path log;
    private ChildJvm jvm;

    private TrainerProcess(Map<String, String> cluster, Path folder) {
        hold = new HoldFolder(folder.resolve("hold"));
        data = folder.resolve("data");
        log = folder.resolve("log");
        settings.putAll(cluster);
        settings.put("trainer.data.dir", data.toString());
        settings.put("kafka." + Hold.FOLDER, hold.folder().toString());
    }

    /**
     * @param cluster settings that say where Kafka and the registry are
     * @param folder for its data and its log
     */
    static TrainerProcess start(Map<String, String> cluster, Path folder) throws IOException {
        TrainerProcess trainer = new TrainerProcess(cluster, folder);
        trainer.start();
        return trainer;
    }

    /** After a kill: on the same data. */
    void start() throws IOException {
        List<String> arguments = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
        jvm = ChildJvm.start(TrainerProcess.class, JAVA_OPTIONS, arguments, log);
    }

    /** kill -9, and waits until it is gone. */
    void kill() {
        jvm.kill();
    }

    boolean isAlive() {
        return jvm.isAlive();
    }

    /** Waits for its end, but no longer than this; says whether it has ended. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return jvm.endsWithin(time);
    }

    /** Where it is held. */
    HoldFolder hold() {
        return hold;
    }

    /** The folder of its runs. */
    Path runs() {
        return data.resolve("runs");
    }

    /** What it wrote. */
    Path log() {
        return log;
    }

    @Override
    public void close() {
        kill();
    }

    /** What runs in the other JVM. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Settings settings = Settings.of(values);
        try (TrainerService service =
                new TrainerService(KafkaSettings.from(settings), TrainerSettings.from(settings))) {
            service.start();
            service.awaitTermination();
        }
    }
}
